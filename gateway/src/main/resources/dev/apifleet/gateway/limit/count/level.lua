-- The mirror of Level.java: s is the tick of the level, c the level in units of 1 / W, and since p
-- it has not been lower than q.
local level = {}

local function passed(self, limit, outflow)
  if limit.requests == 0 then
    return limit.window
  end
  return max(0, ceil(outflow / limit.requests)) * limit.tick
end

-- What flows out in so many ticks, up to so much.
local function leak(limit, ticks, most)
  local emptied = limit.requests == 0 and 0 or ceil(most / limit.requests)
  return min(most, min(ticks, emptied) * limit.requests)
end

local function room(self, limit, capacity)
  local held = ceil(limit.lease * limit.requests / limit.tick)
  return capacity * limit.ticks - held - self.c
end

function level.begin(self, limit, capacity, used)
  self.s = floor(self.last / limit.tick)
  self.c = min(used, capacity) * limit.ticks
  self.p, self.q = self.s, self.c
end

function level.advance(self, limit)
  local tick = floor(self.last / limit.tick)
  self.c = self.c - leak(limit, tick - self.s, self.c)
  self.q = min(self.q, self.c)
  self.s = tick
end

function level.free(self, limit, capacity)
  return floor(room(self, limit, capacity) / limit.ticks)
end

function level.used(self, limit)
  return ceil(self.c / limit.ticks)
end

function level.valid(self, limit)
  return limit.lease
end

function level.charge(self, limit, units)
  self.c = self.c + units * limit.ticks
  if self.c > 4 * self.q then
    self.p, self.q = self.s, self.c
  end
  return self.s
end

function level.giveBack(self, limit, units, stamp)
  local whole = units * limit.ticks
  if stamp <= self.s then
    local sure = stamp >= self.p and min(whole, self.q) or 0
    self.c = max(0, self.c - max(sure, whole - leak(limit, self.s - stamp, whole)))
    self.q = max(0, self.q - whole)
  end
end

function level.forgive(self, limit, units)
  self.c = self.c - min(units * limit.ticks, self.c)
  self.q = min(self.q, self.c)
end

function level.wait(self, limit, capacity, units)
  local missing = units * limit.ticks - room(self, limit, capacity)
  if limit.requests == 0 or missing > self.c then
    return limit.window
  end
  return max(1, passed(self, limit, missing))
end

function level.reset(self, limit)
  return passed(self, limit, self.c)
end

-- Until what was there before so many units has flowed out.
function level.before(self, limit, units)
  return passed(self, limit, self.c - units * limit.ticks)
end
