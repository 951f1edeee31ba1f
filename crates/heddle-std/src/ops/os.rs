//! Ops of node:os: the machine, its load, its network and the user.

use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};
use heddle_sys::file as fs;
use heddle_sys::os::{self, InterfaceAddress};
use heddle_sys::{cgroup, signals};
use std::io;

type Result<'s> = std::result::Result<Local<'s>, Thrown>;

/// A field of a flat answer.
enum Field {
    Text(String),
    Number(f64),
}

/// An array of strings and numbers: JavaScript makes the objects of it.
fn flat<'s>(scope: &mut Scope<'s>, fields: Vec<Field>) -> Result<'s> {
    scope.array_with(fields, |scope, field| {
        Ok(match field {
            Field::Text(text) => scope.string(&text),
            Field::Number(number) => scope.number(number),
        })
    })
}

fn errno(error: &io::Error) -> f64 {
    f64::from(-error.raw_os_error().unwrap_or(5))
}

/// `op_os_uname()` -> [sysname, nodename, release, version, machine]
fn op_os_uname<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    let name = rustix::system::uname();
    let fields = [name.sysname(), name.nodename(), name.release(), name.version(), name.machine()];
    flat(scope, fields.iter().map(|field| Field::Text(field.to_string_lossy().into_owned())).collect())
}

/// `op_os_arch()` -> Node's name of the processor family that the program was built for
fn op_os_arch<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    let name = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "x86" => "ia32",
        other => other,
    };
    Ok(scope.string(name))
}

/// `op_os_platform()` -> Node's name of the operating system
fn op_os_platform<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    Ok(scope.string(match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    }))
}

fn first_numbers(path: &str, count: usize) -> Option<Vec<f64>> {
    let text = fs::read_to_string(path).ok()?;
    let numbers: Vec<f64> = text.split_whitespace().take(count).map_while(|field| field.parse().ok()).collect();
    (numbers.len() == count).then_some(numbers)
}

/// `op_os_uptime()` -> seconds since the machine started
fn op_os_uptime<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    // The file knows hundredths; a container may be shown its own.
    let seconds = first_numbers("/proc/uptime", 1).map_or_else(|| rustix::system::sysinfo().uptime as f64, |n| n[0]);
    Ok(scope.number(seconds))
}

/// `op_os_loadavg()` -> [1, 5, 15 minutes]
fn op_os_loadavg<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    let loads = first_numbers("/proc/loadavg", 3)
        .unwrap_or_else(|| rustix::system::sysinfo().loads.iter().map(|load| *load as f64 / 65536.0).collect());
    flat(scope, loads.into_iter().map(Field::Number).collect())
}

fn memory(key: &str) -> Option<u64> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    let kib: u64 = value.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kib * 1024)
}

/// `op_os_memory_total()` -> bytes
fn op_os_memory_total<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    let bytes = memory("MemTotal").unwrap_or_else(|| {
        let info = rustix::system::sysinfo();
        info.totalram as u64 * u64::from(info.mem_unit)
    });
    Ok(scope.number(bytes as f64))
}

/// `op_os_memory_free()` -> bytes that programs could still have, caches included
fn op_os_memory_free<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    let bytes = memory("MemAvailable").unwrap_or_else(|| {
        let info = rustix::system::sysinfo();
        info.freeram as u64 * u64::from(info.mem_unit)
    });
    Ok(scope.number(bytes as f64))
}

/// Clock ticks spent by one processor: user, nice, sys, idle, irq.
type Times = [f64; 5];

/// The lines `cpuN user nice system idle iowait irq …` of /proc/stat.
fn parse_stat(text: &str) -> Vec<(usize, Times)> {
    text.lines()
        .filter_map(|line| {
            // The summary's line is told by the blank after its name.
            let mut fields = line.strip_prefix("cpu").filter(|rest| !rest.starts_with(' '))?.split_whitespace();
            let number = fields.next()?.parse().ok()?;
            let ticks: Vec<f64> = fields.take(6).map_while(|field| field.parse().ok()).collect();
            let &[user, nice, sys, idle, _iowait, irq] = &ticks[..] else { return None };
            Some((number, [user, nice, sys, idle, irq]))
        })
        .collect()
}

/// Model names of /proc/cpuinfo by processor number.
fn parse_models(text: &str) -> Vec<(usize, String)> {
    let mut models = Vec::new();
    let mut number = None;
    for line in text.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        match key.trim() {
            "processor" => number = value.trim().parse().ok(),
            // ARM machines say less.
            "model name" | "Processor" => models.extend(number.map(|number| (number, value.trim().to_owned()))),
            _ => {}
        }
    }
    models
}

/// `op_os_cpus()` -> [model, MHz, user, nice, sys, idle, irq (ms), …] for each processor
fn op_os_cpus<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
    let models = parse_models(&fs::read_to_string("/proc/cpuinfo").unwrap_or_default());
    let millis = 1000.0 / os::clock_ticks() as f64;
    let mut fields = Vec::new();
    for (number, times) in parse_stat(&stat) {
        let model = models.iter().find(|(of, _)| *of == number).map_or("unknown", |(_, model)| model);
        let frequency = format!("/sys/devices/system/cpu/cpu{number}/cpufreq/scaling_cur_freq");
        let mhz = first_numbers(&frequency, 1).map_or(0.0, |khz| (khz[0] / 1000.0).floor());
        fields.push(Field::Text(model.to_owned()));
        fields.push(Field::Number(mhz));
        fields.extend(times.map(|ticks| Field::Number(ticks * millis)));
    }
    flat(scope, fields)
}

/// `op_os_available_parallelism()` -> threads that can run at once under affinity and control groups
fn op_os_available_parallelism<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    Ok(scope.number(cgroup::available_parallelism() as f64))
}

/// The number of leading ones of a mask; -1 if ones follow a zero.
fn prefix_length(mask: &[u8]) -> f64 {
    let bits: String = mask.iter().map(|byte| format!("{byte:08b}")).collect();
    let ones = bits.trim_end_matches('0');
    if ones.contains('0') {
        -1.0
    } else {
        ones.len() as f64
    }
}

/// `op_os_interfaces()` -> [name, address, netmask, 4 or 6, mac, internal, prefix, scope, …]; a number is an error
fn op_os_interfaces<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    let list = match os::interfaces() {
        Ok(list) => list,
        Err(error) => return Ok(scope.number(errno(&error))),
    };
    let mut fields = Vec::new();
    for interface in list {
        let (address, mask, family, prefix, scope_id) = match interface.address {
            InterfaceAddress::V4(address, mask) => {
                (address.to_string(), mask.to_string(), 4.0, prefix_length(&mask.octets()), 0)
            }
            InterfaceAddress::V6(address, mask, scope_id) => {
                (address.to_string(), mask.to_string(), 6.0, prefix_length(&mask.octets()), scope_id)
            }
        };
        let mac: Vec<String> = interface.mac.iter().map(|byte| format!("{byte:02x}")).collect();
        fields.extend([
            Field::Text(interface.name),
            Field::Text(address),
            Field::Text(mask),
            Field::Number(family),
            Field::Text(mac.join(":")),
            Field::Number(f64::from(u8::from(interface.internal))),
            Field::Number(prefix),
            Field::Number(f64::from(scope_id)),
        ]);
    }
    flat(scope, fields)
}

/// `op_os_user()` -> { uid, gid, username, homedir, shell } with texts as Uint8Arrays; a number is an error
fn op_os_user<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    let user = match os::current_user() {
        Ok(user) => user,
        Err(error) => return Ok(scope.number(errno(&error))),
    };
    let object = scope.object()?;
    for (key, id) in [("uid", user.uid), ("gid", user.gid)] {
        let id = scope.number(f64::from(id));
        scope.set(object, key, id)?;
    }
    for (key, bytes) in [("username", user.name), ("homedir", user.home), ("shell", user.shell)] {
        let bytes = scope.uint8_array(bytes)?;
        scope.set(object, key, bytes)?;
    }
    Ok(object)
}

/// `op_os_priority_get(pid)` -> [errno or 0, nice value]
fn op_os_priority_get<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let (code, value) = match os::priority(args.get(0).as_i32().unwrap_or(0)) {
        Ok(value) => (0.0, f64::from(value)),
        Err(error) => (errno(&error), 0.0),
    };
    flat(scope, vec![Field::Number(code), Field::Number(value)])
}

/// `op_os_priority_set(pid, value)` -> errno or 0
fn op_os_priority_set<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let result = os::set_priority(args.get(0).as_i32().unwrap_or(0), args.get(1).as_i32().unwrap_or(0));
    Ok(scope.number(result.map_or_else(|error| errno(&error), |()| 0.0)))
}

/// `op_os_constants()` -> { signals, errno, dlopen }
fn op_os_constants<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    let object = scope.object_null_proto()?;
    for (key, table) in [("signals", signals::SIGNALS), ("errno", os::ERRNOS), ("dlopen", os::DLOPEN)] {
        let entries = scope.object_null_proto()?;
        for (name, value) in table {
            let value = scope.number(f64::from(*value));
            scope.set(entries, name, value)?;
        }
        scope.set(object, key, entries)?;
    }
    Ok(object)
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_os_uname", op_os_uname),
    ("op_os_arch", op_os_arch),
    ("op_os_platform", op_os_platform),
    ("op_os_uptime", op_os_uptime),
    ("op_os_loadavg", op_os_loadavg),
    ("op_os_memory_total", op_os_memory_total),
    ("op_os_memory_free", op_os_memory_free),
    ("op_os_cpus", op_os_cpus),
    ("op_os_available_parallelism", op_os_available_parallelism),
    ("op_os_interfaces", op_os_interfaces),
    ("op_os_user", op_os_user),
    ("op_os_priority_get", op_os_priority_get),
    ("op_os_priority_set", op_os_priority_set),
    ("op_os_constants", op_os_constants),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_line_is_no_processor() {
        let text = "cpu  10 20 30 40 50 60\ncpu0 1 2 3 4 5 6 7\ncpu1 2 3 4 5 6 7\nintr 5\n";
        assert_eq!(parse_stat(text), [(0, [1.0, 2.0, 3.0, 4.0, 6.0]), (1, [2.0, 3.0, 4.0, 5.0, 7.0])]);
    }

    #[test]
    fn masks_have_a_prefix_unless_they_have_holes() {
        assert_eq!(prefix_length(&[255, 255, 255, 0]), 24.0);
        assert_eq!(prefix_length(&[255, 240, 0, 0]), 12.0);
        assert_eq!(prefix_length(&[0, 0, 0, 0]), 0.0);
        assert_eq!(prefix_length(&[255, 0, 255, 0]), -1.0);
    }
}
