-- Presses of a poll's buttons, or the same choices in words, each an update of its own, in the shape in which Telegram
-- sends them. For wrk:
--   wrk … -s votes.lua URL -- <first update> <threads> <members> <first member> <button> <choices> <secret> [<label> …]
-- With labels, one for each choice, they are written. Otherwise the button is pressed.
-- The last line that it prints is what came of it, in JSON.

local counter = 0

function setup(thread)
    thread:set("place", counter)
    counter = counter + 1
end

function init(arguments)
    local first, threads, members = tonumber(arguments[1]), tonumber(arguments[2]), tonumber(arguments[3])
    local firstMember, button, choices = tonumber(arguments[4]), arguments[5], tonumber(arguments[6])
    local headers = "POST /webhooks/telegram HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        .. "X-Telegram-Bot-Api-Secret-Token: " .. arguments[7] .. "\r\nContent-Length: "
    local format = string.format
    local sent = 0
    local labels = {}
    for place = 8, #arguments do labels[place - 8] = arguments[place] end
    function request()
        local number = sent * threads + place
        sent = sent + 1
        local update = first + number
        -- Every member in turn, and in each turn another choice.
        local member = firstMember + number % members
        local choice = (number + math.floor(number / members)) % choices
        if #arguments >= 8 then
            local body = format(
                '{"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,"first_name":"Sam",'
                    .. '"username":"sam_example","language_code":"en"},"chat":{"id":%d,"first_name":"Sam",'
                    .. '"username":"sam_example","type":"private"},"date":1785000000,"text":"%s"}}',
                update, 1000 + number, member, member, labels[choice])
            return headers .. #body .. "\r\n\r\n" .. body
        end
        local body = format(
            '{"update_id":%d,"callback_query":{"id":"%d","from":{"id":%d,"is_bot":false,"first_name":"Sam",'
                .. '"username":"sam_example","language_code":"en"},"message":{"message_id":7,"from":{"id":123456,'
                .. '"is_bot":true,"first_name":"Forum","username":"forum_bot"},"chat":{"id":%d,"first_name":"Sam",'
                .. '"username":"sam_example","type":"private"},"date":1785000000,"text":"Where shall we meet?",'
                .. '"reply_markup":{"inline_keyboard":[[{"text":"Library","callback_data":"%s.0"}],'
                .. '[{"text":"Park","callback_data":"%s.1"}]]}},"chat_instance":"-7081234567890123456",'
                .. '"data":"%s.%d"}}',
            update, update, member, member, button, button, button, choice)
        return headers .. #body .. "\r\n\r\n" .. body
    end
end

function done(summary, latency)
    local errors = summary.errors
    print(string.format(
        '{"requests":%d,"microseconds":%d,"refused":%d,"broken":%d,"p50":%d,"p99":%d,"longest":%d}',
        summary.requests, summary.duration, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(99), latency.max))
end
