-- The mirror of LeakyBucket.java.
local bucket = {
  advance = level.advance, used = level.used, valid = level.valid, charge = level.charge,
  forgive = level.forgive, reset = level.reset, weighs = level.reset,
}

local function size(limit)
  if limit.delay == 0 then
    return limit.capacity
  end
  local waiting = floor(floor(limit.delay / limit.tick) * limit.requests / limit.ticks)
  return min(limit.capacity, waiting + 1)
end

function bucket.begin(self, limit, used)
  level.begin(self, limit, size(limit), used)
end

function bucket.free(self, limit)
  return level.free(self, limit, size(limit))
end

function bucket.wait(self, limit, units)
  return level.wait(self, limit, size(limit), units)
end

function bucket.giveBack(self, limit, units, stamp)
  if limit.delay == 0 then
    level.giveBack(self, limit, units, stamp)
  end
end

function bucket.delay(self, limit, units)
  return limit.delay == 0 and 0 or level.before(self, limit, units)
end

return bucket
