"""`openenv collect` knows two families of environments by name; under one of the names it finds ours here."""
