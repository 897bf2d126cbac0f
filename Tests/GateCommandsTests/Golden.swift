/// Frames of the dashboard as they were read and found good.
enum Golden {
  static let eighty = """
    gatebook, 2026-03-02 12:00 UTC, all that the book holds
    ────────────────────────────────────────────────────────────────────────────────
    ledger      verified: 12 entries
    last scan   30 min ago
    block rate  45.5 %: 5 of 11 scans closed the gate; 1 more could not complete
    last 24 h   8 scans, 2 closed, 3 new findings (1 high, 2 low); by claude-code,
                copilot, dependabot, unknown
    scans       ▄······▄····▄·····▄·█·▄▄ an hour, at most 2
    findings    █·················▄····· an hour, at most 2
    most often  claude-code: 12.0 of 1,000 lines (5.5 – 25.9)

    last scans
    selection  when (UTC)              time  files   lines  new findings   gate
    history    2026-03-02 11:30  1 min 13 s     36  14,448  -              error
    commit     2026-03-02 10:30       41 ms     33  13,244  -              open
    commit     2026-03-02 08:50       41 ms     30  12,040  -              open
    commit     2026-03-02 08:40       41 ms     27  10,836  -              open
    commit     2026-03-02 07:00       41 ms     24   9,632  1 low          closed
    commit     2026-03-02 00:20       41 ms     21   8,428  -              open
    commit     2026-03-01 19:20       41 ms     18   7,224  -              open
    commit     2026-03-01 12:10       41 ms     15   6,020  1 high, 1 low  closed

    agents, by rate of lines with a new finding
    author       commits  lines  critical  high  per 1,000  95 % interval  blocked
    claude-code        5    500         1     3       12.0     5.5 – 25.9        4
    copilot            5  2,000         0     0        0.5      0.1 – 2.8        1
    dependabot         1     12         0     0    too few                       0
    unknown            1      0         0     0    too few                       0

    """

  static let sixty = """
    gatebook, 2026-03-02 12:00 UTC, all that the book holds
    ────────────────────────────────────────────────────────────
    ledger      verified: 12 entries
    last scan   30 min ago
    block rate  45.5 %: 5 of 11 scans closed the gate; 1 more
                could not complete
    last 24 h   8 scans, 2 closed, 3 new findings (1 high, 2
                low); by claude-code, copilot, dependabot,
                unknown
    scans       ▄······▄····▄·····▄·█·▄▄ an hour, at most 2
    findings    █·················▄····· an hour, at most 2
    most often  claude-code: 12.0 of 1,000 lines (5.5 – 25.9)

    last scans
    selection  when (UTC)        files  new findings   gate
    history    2026-03-02 11:30     36  -              error
    commit     2026-03-02 10:30     33  -              open
    commit     2026-03-02 08:50     30  -              open
    commit     2026-03-02 08:40     27  -              open
    commit     2026-03-02 07:00     24  1 low          closed
    commit     2026-03-02 00:20     21  -              open
    commit     2026-03-01 19:20     18  -              open
    commit     2026-03-01 12:10     15  1 high, 1 low  closed

    agents, by rate of lines with a new finding
    author       lines  per 1,000  95 % interval  blocked
    claude-code    500       12.0     5.5 – 25.9        4
    copilot      2,000        0.5      0.1 – 2.8        1
    dependabot      12    too few                       0
    unknown          0    too few                       0

    """

  static let hundredTwenty = """
    gatebook, 2026-03-02 12:00 UTC, all that the book holds
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    ledger      verified: 12 entries
    last scan   30 min ago
    block rate  45.5 %: 5 of 11 scans closed the gate; 1 more could not complete
    last 24 h   8 scans, 2 closed, 3 new findings (1 high, 2 low); by claude-code, copilot, dependabot, unknown
    scans       ▄······▄····▄·····▄·█·▄▄ an hour, at most 2
    findings    █·················▄····· an hour, at most 2
    most often  claude-code: 12.0 of 1,000 lines (5.5 – 25.9)

    last scans
    selection  when (UTC)              time  memory  files   lines  new findings   gate
    history    2026-03-02 11:30  1 min 13 s  42 MiB     36  14,448  -              error
    commit     2026-03-02 10:30       41 ms  41 MiB     33  13,244  -              open
    commit     2026-03-02 08:50       41 ms  40 MiB     30  12,040  -              open
    commit     2026-03-02 08:40       41 ms  39 MiB     27  10,836  -              open
    commit     2026-03-02 07:00       41 ms  38 MiB     24   9,632  1 low          closed
    commit     2026-03-02 00:20       41 ms  37 MiB     21   8,428  -              open
    commit     2026-03-01 19:20       41 ms  36 MiB     18   7,224  -              open
    commit     2026-03-01 12:10       41 ms  35 MiB     15   6,020  1 high, 1 low  closed

    agents, by rate of lines with a new finding
    author       commits  lines  critical  high  per 1,000  95 % interval  blocked  trend
    claude-code        5    500         1     3       12.0     5.5 – 25.9        4   +3.3
    copilot            5  2,000         0     0        0.5      0.1 – 2.8        1
    dependabot         1     12         0     0    too few                       0
    unknown            1      0         0     0    too few                       0

    """

  static let ascii = """
    gatebook, 2026-03-02 12:00 UTC, all that the book holds
    --------------------------------------------------------------------------------
    ledger      verified: 12 entries
    last scan   30 min ago
    block rate  45.5 %: 5 of 11 scans closed the gate; 1 more could not complete
    last 24 h   8 scans, 2 closed, 3 new findings (1 high, 2 low); by claude-code,
                copilot, dependabot, unknown
    scans       1......1....1.....1.2.11 an hour, at most 2
    findings    2.................1..... an hour, at most 2
    most often  claude-code: 12.0 of 1,000 lines (5.5 - 25.9)

    last scans
    selection  when (UTC)              time  files   lines  new findings   gate
    history    2026-03-02 11:30  1 min 13 s     36  14,448  -              error
    commit     2026-03-02 10:30       41 ms     33  13,244  -              open
    commit     2026-03-02 08:50       41 ms     30  12,040  -              open
    commit     2026-03-02 08:40       41 ms     27  10,836  -              open
    commit     2026-03-02 07:00       41 ms     24   9,632  1 low          closed
    commit     2026-03-02 00:20       41 ms     21   8,428  -              open
    commit     2026-03-01 19:20       41 ms     18   7,224  -              open
    commit     2026-03-01 12:10       41 ms     15   6,020  1 high, 1 low  closed

    agents, by rate of lines with a new finding
    author       commits  lines  critical  high  per 1,000  95 % interval  blocked
    claude-code        5    500         1     3       12.0     5.5 - 25.9        4
    copilot            5  2,000         0     0        0.5      0.1 - 2.8        1
    dependabot         1     12         0     0    too few                       0
    unknown            1      0         0     0    too few                       0

    """

  static let empty = """
    gatebook, 2026-03-02 12:00 UTC, all that the book holds
    ────────────────────────────────────────────────────────────────────────────────
    ledger      verified: 0 entries
    last scan   no data: nothing has been scanned yet
    block rate  no data
    last 24 h   no data
    most often  no data: no agent was seen

    last scans
    no data

    agents, by rate of lines with a new finding
    no data

    """
}
