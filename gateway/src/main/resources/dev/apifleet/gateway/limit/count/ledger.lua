-- Answers asks, in their order, by Redis's own clock; the mirror of Ledger.java.
-- KEYS  the counters' keys; two counters may share one
-- ARGV  for each counter: algorithm, requests, window, capacity, delay, lease, holders
--       then the asks: T or L, number of charges, for each: counter's number, cost, waiting, ahead
--                      S, counter's number, units, stamp
--                      R, counter's number
-- returns one list: T and a grant for each charge, or L and a standing for each, or D
local time = redis.call('TIME')
local clock = time[1] * 1000 + floor(time[2] / 1000)
local position = 0
local counters, tallies, touched, answer = {}, {}, {}, {}

local function word()
  position = position + 1
  return ARGV[position]
end

local function number()
  return tonumber(word())
end

local function say(...)
  for i = 1, select('#', ...) do
    answer[#answer + 1] = (select(i, ...))
  end
end

local function tallyAt(index)
  local key, limit = KEYS[index], counters[index]
  local found = tallies[key] or tally.read(key)
  tallies[key], touched[key] = found, limit
  tally.at(found, limit, clock)
  return found
end

local function charges()
  local all = {}
  for i = 1, number() do
    local index = number()
    all[i] = {limit = counters[index], cost = number(), waiting = number(), ahead = number()}
    all[i].tally = tallyAt(index)
  end
  return all
end

local function standings(all)
  say('L')
  for _, charge in ipairs(all) do
    say(tally.standing(charge.tally, charge))
  end
end

local function take(all)
  for _, charge in ipairs(all) do
    if not tally.has(charge.tally, charge) then
      return standings(all)
    end
  end
  say('T')
  for _, charge in ipairs(all) do
    say(tally.grant(charge.tally, charge))
  end
end

local ask = {}

function ask.T()
  take(charges())
end

function ask.L()
  standings(charges())
end

function ask.S()
  local index, units, stamp = number(), number(), number()
  tally.settle(tallyAt(index), counters[index], units, stamp)
  say('D')
end

function ask.R()
  local key = KEYS[number()]
  redis.call('DEL', key)
  tallies[key], touched[key] = tally.new(key), nil
  say('D')
end

for i = 1, #KEYS do
  local algorithm = word()
  counters[i] = limitOf(algorithm, number(), number(), number(), number())
  counters[i].lease, counters[i].holders = number(), number()
end
while position < #ARGV do
  ask[word()]()
end
for key, limit in pairs(touched) do
  tally.write(tallies[key], limit)
end
return answer
