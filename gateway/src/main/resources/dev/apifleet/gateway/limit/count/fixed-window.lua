-- The mirror of FixedWindow.java: s is the window's start, c its count.
local fixed = {}

function fixed.begin(self, limit, used)
  self.s = self.last
  self.c = min(used, limit.requests)
end

function fixed.advance(self, limit)
  if self.last - self.s >= limit.window then
    self.s, self.c = self.last, 0
  end
end

function fixed.free(self, limit)
  return limit.requests - self.c
end

function fixed.used(self)
  return self.c
end

function fixed.reset(self, limit)
  return limit.window - (self.last - self.s)
end

function fixed.valid(self, limit)
  return min(limit.lease, fixed.reset(self, limit) - 1)
end

function fixed.charge(self, limit, units)
  self.c = self.c + units
  return self.s
end

function fixed.giveBack(self, limit, units, stamp)
  if stamp == self.s then
    self.c = max(0, self.c - units)
  end
end

function fixed.forgive(self, limit, units)
  self.c = max(0, self.c - units)
end

function fixed.wait(self, limit, units)
  return units > limit.requests and limit.window or fixed.reset(self, limit)
end

fixed.weighs = fixed.reset

return fixed
