// A runner that is to be killed: prepares two jobs, says nothing, and never settles anything.
const [dist, home, rootfs, marker, driver] = process.argv.slice(2);
const { openLayover } = await import(`${dist}/sandbox/open.js`);
const layover = await openLayover({ home });
const script =
  'echo more >>/etc/passwd; (setsid sleep 300 &) ; mkdir -p /srv/a/b; echo x >/srv/a/b/c; sleep 300';
const spec = { lowers: [rootfs], command: ['sh', '-c', script, marker], env: { MARKER: marker }, driver };
process.stdout.write('ready\n');
await Promise.all([layover.run(spec), layover.run(spec)]);
