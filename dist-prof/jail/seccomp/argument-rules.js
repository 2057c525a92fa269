/**
 * Calls that depend on their arguments. The kernel takes these arguments as 32 bits, so only the low half is
 * compared: a set bit above would else carry a forbidden value past the filter (CVE-2019-10063).
 */
import { constants } from 'node:os';
import { ALLOW, EPERM, refuse } from './plan.js';

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const CLONE_NEW_MASK = 0x7e020000;
const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;
const NETLINK_ROUTE = 0;
const SOCK_TYPE_MASK = 0xf;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_RAW = 3;
const IPPROTO_ICMP = 1;
const IPPROTO_TCP = 6;
const IPPROTO_UDP = 17;
const IPPROTO_ICMPV6 = 58;
const S_IFMT = 0xf000;
const S_IFCHR = 0x2000;
const S_IFBLK = 0x6000;
const TERMINAL_REQUESTS = [
  0x5412, // TIOCSTI: types into the terminal
  0x541c, // TIOCLINUX: the same on consoles
  0x541d, // TIOCCONS: takes the console's output
  0x5423, // TIOCSETD: loads a line discipline's module
];
const INODE_REQUESTS = [
  0x40086602, // FS_IOC_SETFLAGS
  0x40046602, // FS_IOC32_SETFLAGS
  0x401c5820, // FS_IOC_FSSETXATTR
  0x40806685, // FS_IOC_ENABLE_VERITY
  0x800c6613, // FS_IOC_SET_ENCRYPTION_POLICY
];
const INTERNET = low(0, [AF_INET, AF_INET6]);
export const ARGUMENT_RULES = [
  {
    calls: 'clone',
    reason: 'threads and processes, no namespaces',
    rules: [{ when: [low(0, [0], CLONE_NEW_MASK)], verdict: ALLOW }],
    otherwise: EPERM,
  },
  {
    calls: 'socket',
    reason: 'few families are told apart by the network namespace, and most have had bugs',
    rules: [
      { when: [low(0, [AF_UNIX])], verdict: ALLOW },
      { when: [low(0, [AF_NETLINK]), low(2, [NETLINK_ROUTE])], verdict: ALLOW },
      { when: [INTERNET, ofType(SOCK_STREAM), low(2, [0, IPPROTO_TCP])], verdict: ALLOW },
      {
        when: [INTERNET, ofType(SOCK_DGRAM), low(2, [0, IPPROTO_UDP, IPPROTO_ICMP, IPPROTO_ICMPV6])],
        verdict: ALLOW,
      },
      { when: [INTERNET, ofType(SOCK_RAW)], verdict: EPERM },
      {
        when: [low(0, [AF_INET, AF_INET6, AF_NETLINK])],
        verdict: refuse(constants.errno.EPROTONOSUPPORT),
      },
    ],
    otherwise: refuse(constants.errno.EAFNOSUPPORT),
  },
  {
    calls: 'socketpair',
    reason: 'the one family that has pairs',
    rules: [{ when: [low(0, [AF_UNIX])], verdict: ALLOW }],
    otherwise: refuse(constants.errno.EAFNOSUPPORT),
  },
  {
    calls: 'ioctl',
    reason: 'typing into terminals; flags of inodes that outlive the job',
    rules: [{ when: [low(1, [...TERMINAL_REQUESTS, ...INODE_REQUESTS])], verdict: EPERM }],
    otherwise: ALLOW,
  },
  {
    calls: 'mknod',
    reason: 'no devices; pipes, sockets and files are fine',
    rules: [{ when: [low(1, [S_IFCHR, S_IFBLK], S_IFMT)], verdict: EPERM }],
    otherwise: ALLOW,
  },
  {
    calls: 'mknodat',
    reason: 'as mknod',
    rules: [{ when: [low(2, [S_IFCHR, S_IFBLK], S_IFMT)], verdict: EPERM }],
    otherwise: ALLOW,
  },
  {
    calls: 'personality',
    reason: 'the usual one, and asking for it; others weaken the layout of memory',
    rules: [{ when: [low(0, [0, 0xffffffff])], verdict: ALLOW }],
    otherwise: EPERM,
  },
];
function low(argument, among, mask) {
  return { kind: 'low', argument, among, ...(mask !== undefined && { mask }) };
}
function ofType(type) {
  return low(1, [type], SOCK_TYPE_MASK);
}
//# sourceMappingURL=argument-rules.js.map
