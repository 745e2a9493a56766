"""System calls that the child that looks at documents may not make any more (seccomp, Linux).

A limit of no descriptor stops what needs one. It does not stop what takes a path or a process's
number: to empty, remove, rename or forbid a file, to leave a name behind, to end the parent. Those
are refused here with ``EPERM``; Landlock refuses many of them too, but knows nothing of modes,
times and owners, nor of processes before its sixth version, and older kernels have no Landlock.

Why a list of what is refused, and none of what is allowed: what the libraries need to draw differs
between their releases, C libraries and machines, and a call that is missing from such a list would
end the child over a sound document. What changes something outside the process without a
descriptor is a short list that grows slowly, and a call that is too new to stand here meets
Landlock and the limits. Allowed are to signal itself, as ``abort`` does, and to start a thread,
which the reader of HEIC pictures does and which all of this binds too. Where the machine is
another than these two there is no filter.
"""

import ctypes
import errno
import os
import struct
import sys

# Each call's number on x86-64 and on aarch64 (``asm/unistd_64.h``, ``asm-generic/unistd.h``).
_FILES = """
truncate:76:45 rename:82: renameat:264:38 renameat2:316:276 mkdir:83: mkdirat:258:34 rmdir:84:
link:86: linkat:265:37 unlink:87: unlinkat:263:35 symlink:88: symlinkat:266:36 mknod:133:
mknodat:259:33 chmod:90: fchmod:91:52 fchmodat:268:53 fchmodat2:452:452 chown:92: fchown:93:55
lchown:94: fchownat:260:54 utime:132: utimes:235: futimesat:261: utimensat:280:88 setxattr:188:5
lsetxattr:189:6 fsetxattr:190:7 setxattrat:463:463 removexattr:197:14 lremovexattr:198:15
fremovexattr:199:16 removexattrat:466:466 file_setattr:469:469 mq_unlink:241:181
"""
_PROCESSES = """
kill:62:129 tkill:200:130 rt_sigqueueinfo:129:138 rt_tgsigqueueinfo:297:240
pidfd_send_signal:424:424 setpriority:141:140 ioprio_set:251:30 sched_setaffinity:203:122
sched_setscheduler:144:119 sched_setparam:142:118 sched_setattr:314:274 migrate_pages:256:238
move_pages:279:239 ptrace:101:117 process_vm_readv:310:270 process_vm_writev:311:271
process_madvise:440:440 kcmp:312:272 pidfd_open:434:434 pidfd_getfd:438:438 execve:59:221
execveat:322:281 fork:57: vfork:58: unshare:272:97 setns:308:268
"""
_OTHERS = """
socket:41:198 socketpair:53:199 connect:42:203 bind:49:200 shmget:29:194 shmat:30:196 shmctl:31:195
msgget:68:186 msgsnd:69:189 msgctl:71:187 semget:64:190 semop:65:193 semctl:66:191 mount:165:40
umount2:166:39 pivot_root:155:41 chroot:161:51 move_mount:429:429 fsopen:430:430 open_tree:428:428
mount_setattr:442:442 swapon:167:224 swapoff:168:225 bpf:321:280 perf_event_open:298:241
userfaultfd:323:282 io_uring_setup:425:425 keyctl:250:219 add_key:248:217 request_key:249:218
init_module:175:105 finit_module:313:273 delete_module:176:106 kexec_load:246:104
kexec_file_load:320:294 reboot:169:142 acct:163:89 quotactl:179:60 syslog:103:116
settimeofday:164:170 clock_settime:227:112 adjtimex:159:171 clock_adjtime:305:266
sethostname:170:161 setdomainname:171:162 open_by_handle_at:304:265 vhangup:153:58
"""
CALLS = tuple(tuple(call.split(":")) for call in (_FILES + _PROCESSES + _OTHERS).split())
# Allowed by their first argument: a thread, a limit of its own, a signal to itself.
JUDGED = (("clone", "56", "220"), ("prlimit64", "302", "261"), ("tgkill", "234", "131"))
# The place of a machine's numbers above, and how a filter knows it.
MACHINES = {"x86_64": (1, 0xC000003E), "aarch64": (2, 0xC00000B7)}

_LOAD, _IS, _IS_AT_LEAST, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_UNKNOWN = 0x00050000 | errno.ENOSYS
_CLONE3, _CLONE_THREAD = 435, 0x00010000
_FOREIGN = 0x40000000
"""From here on the numbers are those of x86-64's other calling convention, x32."""
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def refuse_calls() -> bool:
    """Have them refused to this thread for good; return whether the system could.

    ``PR_SET_NO_NEW_PRIVS`` must have been set before.
    """
    machine = os.uname().machine
    if machine not in MACHINES or sys.maxsize < 2**32:
        return False
    steps = _steps(machine)
    program = _Program(len(steps), b"".join(steps))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return bool(prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _steps(machine: str) -> list[bytes]:
    place, mark = MACHINES[machine]
    refuse = _step(_RETURN, _REFUSE)
    steps = [_step(_LOAD, _MACHINE_AT), _step(_IS, mark, 1, 0), refuse]
    steps += [_step(_LOAD, _NUMBER_AT), _step(_IS_AT_LEAST, _FOREIGN, 0, 1), refuse]
    # its flags are out of a filter's sight; told that there is none, libraries call ``clone``
    steps += [_step(_IS, _CLONE3, 0, 1), _step(_RETURN, _UNKNOWN)]
    for call in CALLS:
        if call[place]:
            steps += [_step(_IS, int(call[place]), 0, 1), refuse]
    tests = ((_HAS, _CLONE_THREAD), (_IS, 0), (_IS, os.getpid()))
    for call, (test, value) in zip(JUDGED, tests, strict=True):
        steps += [_step(_IS, int(call[place]), 0, 4), _step(_LOAD, _FIRST_ARGUMENT_AT)]
        steps += [_step(test, value, 0, 1), _step(_RETURN, _ALLOW), refuse]
    return [*steps, _step(_RETURN, _ALLOW)]


def _step(code: int, value: int, skip_if: int = 0, skip_if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, skip_if, skip_if_not, value)
