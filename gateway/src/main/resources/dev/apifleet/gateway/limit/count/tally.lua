-- What all algorithms have in common; the mirror of Tally.java, which explains it, and of Limit.java.
-- A tally is a table here, and in Redis a hash that has in one field
--   algorithm, window, requests   the limit of the last question
--   last, offset, leased          the counter's clock, its distance from Redis's, all leases' end
--   s, c, p, q                    what the algorithm makes of them
-- Numbers are packed, or written with 17 digits, so integers up to 2^53 come back as they were.
local floor, ceil, min, max = math.floor, math.ceil, math.min, math.max
local MOST_TICKS = 1000000
local LATEST = -2 ^ 53
local STATE = 'state'
local algorithms = {} -- functions that return what algorithms do; few are needed in any one call

local counts = {}

local function countOf(algorithm)
  counts[algorithm] = counts[algorithm] or algorithms[algorithm]()
  return counts[algorithm]
end

local function limitOf(algorithm, requests, window, capacity, delay)
  local tick = ceil(window / MOST_TICKS)
  return {
    algorithm = algorithm, requests = requests, window = window, capacity = capacity,
    delay = delay, tick = tick, ticks = ceil(window / tick),
  }
end

local tally = {}

function tally.new(key)
  return {key = key, kept = false, offset = 0, leased = 0}
end

function tally.read(key)
  local self = tally.new(key)
  local state = redis.call('HGET', key, STATE)
  if state then
    self.kept = true
    self.algorithm, self.window, self.requests, self.last, self.offset, self.leased,
      self.s, self.c, self.p, self.q = cmsgpack.unpack(state)
  end
  return self
end

-- Forgets what Redis keeps of it.
function tally.drop(self)
  if self.kept then
    redis.call('DEL', self.key)
  end
  self.kept, self.steps = false, nil
end

local function begin(self, limit, used)
  self.count = countOf(limit.algorithm)
  self.algorithm, self.window = limit.algorithm, limit.window
  tally.drop(self)
  self.s, self.c, self.p, self.q = 0, 0, 0, 0
  self.count.begin(self, limit, used)
end

function tally.at(self, limit, clock)
  if self.last and clock + self.offset < self.last then
    self.offset = self.last - clock
  end
  self.last = clock + self.offset
  if not self.algorithm then
    begin(self, limit, 0)
  elseif self.algorithm ~= limit.algorithm or self.window ~= limit.window then
    local old = limitOf(self.algorithm, self.requests, self.window)
    local count = countOf(old.algorithm)
    count.advance(self, old)
    begin(self, limit, count.used(self, old))
  end
  self.count = countOf(limit.algorithm)
  self.count.advance(self, limit)
  self.requests = limit.requests
end

function tally.has(self, charge)
  return self.count.free(self, charge.limit) >= charge.cost
end

-- Answers units, remaining, reset, valid, stamp and delay.
function tally.grant(self, charge)
  local count, limit = self.count, charge.limit
  local left = count.free(self, limit) - charge.cost
  local waiting = min(left, charge.waiting)
  local share = min(charge.ahead, floor((left - waiting) / (2 * min(20, limit.holders))))
  local valid = share == 0 and 0 or count.valid(self, limit)
  local ahead = valid == 0 and 0 or share
  local units = charge.cost + waiting + ahead
  local stamp = count.charge(self, limit, units, valid)
  self.leased = max(self.leased, self.last + valid)
  return units, max(0, count.free(self, limit)), count.reset(self, limit), valid, stamp,
    count.delay and count.delay(self, limit, units) or 0
end

-- Answers whether it is exhausted, remaining, reset, wait, and when it is worth asking again.
function tally.standing(self, charge)
  local count, limit = self.count, charge.limit
  local free = count.free(self, limit)
  local wait, again = 0, 0
  if free < charge.cost then
    wait = count.wait(self, limit, charge.cost)
    again = wait
    if self.leased > self.last then
      again = min(wait, self.leased - self.last + floor(limit.lease / 10) + 2)
    end
  end
  return free < charge.cost and 1 or 0, max(0, free), count.reset(self, limit), wait, again
end

function tally.settle(self, limit, units, stamp)
  if units < 0 and stamp == LATEST then
    self.count.forgive(self, limit, -units)
  elseif units < 0 then
    self.count.giveBack(self, limit, -units, stamp)
  else
    self.count.charge(self, limit, units, 0)
  end
end

-- Forgotten a second after nothing weighs any more.
function tally.write(self, limit)
  local state = cmsgpack.pack(self.algorithm, self.window, self.requests, self.last, self.offset,
    self.leased, self.s, self.c, self.p, self.q)
  redis.call('HSET', self.key, STATE, state)
  if self.count.write then
    self.count.write(self)
  end
  redis.call('PEXPIRE', self.key, self.count.weighs(self, limit) + 1000)
end
