-- The mirror of SlidingLog.java: c is the sum; each step is one more field, named by its number,
-- none of which lies before s or after p. What is added to them is written at the end.
local STEPS = 1000
local AT_ONCE = 200
local log = {}

local function length(limit)
  return ceil(limit.window / STEPS)
end

local function ended(self, limit, step)
  return (step + 1) * length(limit) - 1 + limit.window
end

local function range(from, to)
  local all = {}
  for step = from, to do
    all[#all + 1] = step
  end
  return all
end

-- Calls back with the steps that there are, in their order, until it answers true.
local function each(self, from, to, visit)
  for first = from, to, AT_ONCE do
    local numbers = range(first, min(to, first + AT_ONCE - 1))
    local kept = self.kept and redis.call('HMGET', self.key, unpack(numbers)) or {}
    for i, step in ipairs(numbers) do
      local added = self.steps and self.steps[step]
      if (kept[i] or added) and visit(step, (tonumber(kept[i] or 0)) + (added or 0)) then
        return true
      end
    end
  end
  return false
end

local function add(self, step, units)
  self.steps = self.steps or {}
  self.steps[step] = (self.steps[step] or 0) + units
  self.c = self.c + units
end

local function remove(self, step, units)
  redis.call('HDEL', self.key, step)
  self.c = self.c - units
  if self.steps then
    self.steps[step] = nil
  end
  if step == self.p then
    self.p = self.s - 1
    each(self, self.s, step - 1, function(before)
      self.p = before
    end)
  end
end

local function empty(self)
  return self.p < self.s
end

function log.begin(self, limit, used)
  self.s, self.p = 0, -1
  local carried = min(used, limit.requests)
  if carried > 0 then
    log.charge(self, limit, carried, 0)
  end
end

function log.advance(self, limit)
  if empty(self) then
    return
  end
  if ended(self, limit, self.p) <= self.last then
    tally.drop(self)
    self.s, self.c, self.p = 0, 0, -1
    return
  end
  local gone = floor((self.last - limit.window + 1) / length(limit)) - 1
  if gone < self.s then
    return
  end
  each(self, self.s, gone, function(_, units)
    self.c = self.c - units
  end)
  for first = self.s, gone, AT_ONCE do
    redis.call('HDEL', self.key, unpack(range(first, min(gone, first + AT_ONCE - 1))))
  end
  self.s = gone + 1
end

function log.free(self, limit)
  return limit.requests - self.c
end

function log.used(self)
  return self.c
end

function log.valid(self, limit)
  return limit.lease
end

function log.charge(self, limit, units, valid)
  local step = floor((self.last + valid) / length(limit))
  if empty(self) then
    self.s, self.p = step, step
  else
    self.s, self.p = min(self.s, step), max(self.p, step)
  end
  add(self, step, units)
  return step
end

function log.giveBack(self, limit, units, stamp)
  if stamp < self.s or stamp > self.p then
    return
  end
  each(self, stamp, stamp, function(step, charged)
    if charged <= units then
      remove(self, step, charged)
    else
      add(self, step, -units)
    end
  end)
end

function log.forgive(self, limit, units)
  local found = {}
  each(self, self.s, self.p, function(step, charged)
    found[#found + 1] = {step, charged}
  end)
  while units > 0 and #found > 0 do
    local step, charged = unpack(found[#found])
    if charged > units then
      return add(self, step, -units)
    end
    found[#found] = nil
    self.p = #found > 0 and found[#found][1] or self.s - 1
    remove(self, step, charged)
    units = units - charged
  end
end

function log.wait(self, limit, units)
  local missing = units - log.free(self, limit)
  local wait = limit.window
  each(self, self.s, self.p, function(step, charged)
    missing = missing - charged
    if missing <= 0 then
      wait = max(1, ended(self, limit, step) - self.last)
      return true
    end
  end)
  return wait
end

function log.reset(self, limit)
  return empty(self) and limit.window or ended(self, limit, self.p) - self.last
end

function log.write(self)
  for step, units in pairs(self.steps or {}) do
    redis.call('HINCRBY', self.key, step, units)
  end
  self.steps = nil
end

log.weighs = log.reset

return log
