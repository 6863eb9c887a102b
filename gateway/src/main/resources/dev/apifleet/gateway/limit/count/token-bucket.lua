-- The mirror of TokenBucket.java: the level is what is missing.
local bucket = {
  advance = level.advance, used = level.used, valid = level.valid, charge = level.charge,
  giveBack = level.giveBack, forgive = level.forgive, reset = level.reset, weighs = level.reset,
}

function bucket.begin(self, limit, used)
  level.begin(self, limit, limit.capacity, used)
end

function bucket.free(self, limit)
  return level.free(self, limit, limit.capacity)
end

function bucket.wait(self, limit, units)
  return level.wait(self, limit, limit.capacity, units)
end

return bucket
