/** In one step, so that a runner whose lock ended meanwhile keeps nothing over what its successor said. */
export const KEEP_TURNS = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
redis.call("SET", KEYS[2], ARGV[2])
redis.call("PEXPIRE", KEYS[1], ARGV[3])
return 1`;

/** What is under way with this lock becomes failed, in one step. */
export const SET_ASIDE = `
local found = {}
for _, id in ipairs(redis.call("LRANGE", ARGV[1] .. "active", 0, -1)) do
  if redis.call("GET", ARGV[1] .. id .. ":lock") == ARGV[2] then
    redis.call("LREM", ARGV[1] .. "active", 0, id)
    redis.call("DEL", ARGV[1] .. id .. ":lock")
    redis.call("SREM", ARGV[1] .. "stalled", id)
    redis.call("ZADD", ARGV[1] .. "failed", ARGV[3], id)
    found[#found + 1] = id
  end
end
return found`;
