/** Imports what contest programs usually import, so that they need not wait for it. */
export const IMPORTS_PRELUDE = String.raw`
def _import_usual_modules():
    import importlib
    for name in """
        abc argparse array ast asyncio atexit base64 binascii bisect calendar cmath codecs collections
        collections.abc concurrent.futures concurrent.futures.thread contextlib copy copyreg csv dataclasses datetime
        decimal difflib dis encodings.ascii encodings.latin_1 encodings.utf_8 encodings.utf_8_sig encodings.idna enum
        errno fractions functools gc graphlib hashlib heapq inspect io itertools json json.decoder json.encoder
        keyword linecache locale logging math numbers operator os os.path pathlib pickle pprint queue random re
        reprlib secrets select selectors shlex signal socket stat statistics string struct subprocess sys tempfile
        textwrap threading time timeit token tokenize traceback types typing unicodedata uuid warnings weakref zlib
        zoneinfo
    """.split():
        importlib.import_module(name)
    import re
    re.compile('x').match('x')
    re.purge()

_import_usual_modules()
del _import_usual_modules
`;
