-- The mirror of SlidingCounter.java: s is the window's start in ticks, c and p are the counts of
-- this window and the one before.
local counter = {}

local function now(self, limit)
  return floor(self.last / limit.tick)
end

local function left(self, limit)
  return limit.ticks - (now(self, limit) - self.s)
end

local function weight(self, limit)
  return self.c * limit.ticks + self.p * left(self, limit)
end

function counter.begin(self, limit, used)
  self.s = now(self, limit)
  self.c = min(used, limit.requests)
end

function counter.advance(self, limit)
  local passed = now(self, limit) - self.s
  if passed >= 2 * limit.ticks then
    self.s, self.c, self.p = now(self, limit), 0, 0
  elseif passed >= limit.ticks then
    self.s, self.c, self.p = self.s + limit.ticks, 0, self.c
  end
end

function counter.free(self, limit)
  return floor((limit.requests * limit.ticks - weight(self, limit)) / limit.ticks)
end

function counter.used(self, limit)
  return ceil(weight(self, limit) / limit.ticks)
end

function counter.reset(self, limit)
  return (self.s + limit.ticks) * limit.tick - self.last
end

function counter.valid(self, limit)
  return min(limit.lease, counter.reset(self, limit) - 1)
end

function counter.charge(self, limit, units)
  self.c = self.c + units
  return self.s
end

function counter.giveBack(self, limit, units, stamp)
  if stamp == self.s then
    self.c = max(0, self.c - units)
  elseif stamp == self.s - limit.ticks then
    self.p = max(0, self.p - units)
  end
end

function counter.forgive(self, limit, units)
  local back = min(units, self.c)
  self.c, self.p = self.c - back, max(0, self.p - (units - back))
end

function counter.wait(self, limit, units)
  local most = limit.requests - units
  if most < 0 then
    return limit.window
  end
  local ticks
  if self.c > most then
    ticks = left(self, limit) + limit.ticks - floor(most * limit.ticks / self.c)
  elseif self.p == 0 then
    ticks = left(self, limit) - limit.ticks
  else
    ticks = left(self, limit) - floor((most - self.c) * limit.ticks / self.p)
  end
  return max(1, ticks * limit.tick)
end

function counter.weighs(self, limit)
  return counter.reset(self, limit) + limit.window
end

return counter
