//! A member's own probes of a machine: the only ground on which it speaks of uptime and latency.

use crate::OracleError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

/// The furthest back that one failed probe speaks for, seconds: a member that had not looked for longer has not seen the
/// machine down.
pub const MAX_OUTAGE_OF_ONE_PROBE: u64 = 60;

/// The logs of all leases that a member probes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProbeLogs(BTreeMap<u64, ProbeLog>);

/// The probes of one lease's machine, in the order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeLog {
    last_at: Option<u64>,
    outages: Vec<Outage>,
    answers: Vec<Answered>,
}

/// Seconds in which the machine was down: after `from`, up to `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Outage {
    from: u64,
    until: u64,
}

/// A probe that was answered right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Answered {
    at: u64,
    milliseconds: u64,
}

/// The outcome of one probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeOutcome {
    /// The right answer came.
    Answered {
        /// The answer came after so long, rounded up.
        milliseconds: u64,
    },
    /// The answer was wrong or did not come in time.
    Failed,
}

impl ProbeLogs {
    /// Reads a file; an absent one is empty. Errors: `Memory`.
    pub fn open(path: &Path) -> Result<Self, OracleError> {
        crate::file::read_json(path)
    }

    /// Writes the file. Errors: `Memory`.
    pub fn save(&self, path: &Path) -> Result<(), OracleError> {
        crate::file::write_json(path, self)
    }

    /// The log of one lease; empty where it was never probed.
    pub fn of(&self, lease_id: u64) -> ProbeLog {
        self.0.get(&lease_id).cloned().unwrap_or_default()
    }

    /// Notes what a probe at `at` (Unix seconds) found.
    pub fn note(&mut self, lease_id: u64, at: u64, outcome: ProbeOutcome) {
        self.0.entry(lease_id).or_default().note(at, outcome);
    }

    /// Drops the answers before `time`, of which only the latency of past epochs was made. Outages stay: uptime is
    /// cumulative.
    pub fn forget_answers_before(&mut self, time: u64) {
        for log in self.0.values_mut() {
            log.answers.retain(|answer| answer.at >= time);
        }
    }

    /// Drops leases that were not probed since `time`: they are over.
    pub fn forget_leases_before(&mut self, time: u64) {
        self.0.retain(|_, log| log.last_at.is_some_and(|last| last >= time));
    }
}

impl ProbeLog {
    /// A probe that failed condemns the seconds since the one before, 60 at most. One out of order counts as failed or
    /// answered at the last one's second.
    fn note(&mut self, at: u64, outcome: ProbeOutcome) {
        let at = self.last_at.map_or(at, |last| last.max(at));
        match outcome {
            ProbeOutcome::Answered { milliseconds } => self.answers.push(Answered { at, milliseconds }),
            ProbeOutcome::Failed => {
                let earliest = at.saturating_sub(MAX_OUTAGE_OF_ONE_PROBE);
                let from = self.last_at.unwrap_or(earliest).max(earliest);
                match self.outages.last_mut() {
                    Some(outage) if outage.until >= from => outage.until = at,
                    _ => self.outages.push(Outage { from, until: at }),
                }
            }
        }
        self.last_at = Some(at);
    }

    /// Seconds from `starts_at` to `until` in which the machine was not found down. Those that nobody looked at count as
    /// up: a member cannot testify to what it did not see.
    pub fn uptime(&self, starts_at: u64, until: u64) -> u64 {
        let down = self
            .outages
            .iter()
            .filter_map(|outage| outage.until.min(until).checked_sub(outage.from.max(starts_at)));
        // Outages do not overlap, so their sum is at most the whole.
        until.saturating_sub(starts_at).saturating_sub(down.sum())
    }

    /// The 95th percentile by nearest rank of the answers in these seconds, milliseconds; 0 where there is none.
    pub fn latency_p95(&self, seconds: RangeInclusive<u64>) -> u64 {
        let within = self.answers.iter().filter(|answer| seconds.contains(&answer.at));
        let mut times: Vec<u64> = within.map(|answer| answer.milliseconds).collect();
        times.sort_unstable();
        let rank = (times.len() * 95).div_ceil(100);
        rank.checked_sub(1).and_then(|place| times.get(place)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UP: ProbeOutcome = ProbeOutcome::Answered { milliseconds: 7 };
    const DOWN: ProbeOutcome = ProbeOutcome::Failed;

    fn log(probes: &[(u64, ProbeOutcome)]) -> ProbeLog {
        let mut log = ProbeLog::default();
        for (at, outcome) in probes {
            log.note(*at, *outcome);
        }
        log
    }

    #[test]
    fn a_failed_probe_condemns_the_seconds_since_the_one_before() {
        assert_eq!(log(&[(110, UP), (120, UP)]).uptime(100, 200), 100);
        assert_eq!(log(&[(110, UP), (120, DOWN), (130, UP)]).uptime(100, 200), 90);
        assert_eq!(log(&[(110, UP), (120, DOWN), (130, DOWN), (140, UP)]).uptime(100, 200), 80);
        // Down, up, down: two outages.
        assert_eq!(log(&[(110, UP), (120, DOWN), (130, UP), (140, DOWN)]).uptime(100, 200), 80);
        // Only the part within the lease and its metered time.
        assert_eq!(log(&[(90, UP), (120, DOWN)]).uptime(100, 200), 80);
        assert_eq!(log(&[(190, UP), (210, DOWN)]).uptime(100, 200), 90);
        assert_eq!(log(&[(210, DOWN)]).uptime(100, 120), 120 - 100);
    }

    #[test]
    fn seconds_that_nobody_looked_at_count_as_up() {
        assert_eq!(log(&[]).uptime(100, 200), 100);
        assert_eq!(log(&[]).uptime(200, 100), 0);
        // The first probe of a member that came late, and one after a long pause, speak for a minute.
        assert_eq!(log(&[(500, DOWN)]).uptime(100, 600), 500 - MAX_OUTAGE_OF_ONE_PROBE);
        assert_eq!(log(&[(100, UP), (500, DOWN)]).uptime(100, 600), 500 - MAX_OUTAGE_OF_ONE_PROBE);
        assert_eq!(log(&[(1, DOWN)]).uptime(0, 10), 9);
    }

    #[test]
    fn a_clock_that_runs_back_counts_no_second_twice() {
        assert_eq!(log(&[(110, UP), (120, DOWN), (115, DOWN), (120, DOWN)]).uptime(100, 200), 90);
    }

    #[test]
    fn the_95th_percentile_is_by_nearest_rank_of_the_epochs_answers() {
        let answers = |count: u64| -> ProbeLog {
            let answer = |n| (n, ProbeOutcome::Answered { milliseconds: n });
            log(&(1..=count).map(answer).collect::<Vec<_>>())
        };
        assert_eq!(answers(100).latency_p95(0..=200), 95);
        assert_eq!(answers(100).latency_p95(0..=10), 10);
        assert_eq!(answers(1).latency_p95(0..=200), 1);
        assert_eq!(answers(100).latency_p95(200..=300), 0);
        let mut logs = ProbeLogs(BTreeMap::from([(1, answers(100))]));
        logs.forget_answers_before(51);
        assert_eq!(logs.of(1).latency_p95(0..=200), 98);
        assert_eq!(logs.of(2), ProbeLog::default());
        logs.forget_leases_before(100);
        assert_eq!(logs.of(1).latency_p95(0..=200), 98);
        logs.forget_leases_before(101);
        assert_eq!(logs, ProbeLogs::default());
    }
}
