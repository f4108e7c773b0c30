// Keeps every socket of its thread on this machine.
import dns from 'node:dns';
import net from 'node:net';

const loopback = new net.BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * From now on a socket of this thread connects to a loopback address or not at all. It looks where bytes would go, so
 * redirects, proxies, HTTP/2 and names that resolve elsewhere end here too. Unix sockets are refused.
 */
export function guardSockets() {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function connectOnLoopback(...args) {
    const normalized = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
    const [options] = normalized;
    const host = String(options.host ?? 'localhost');
    const isOutside = options.path ? true : net.isIP(host) !== 0 && !isLoopback(host);
    if (isOutside) {
      process.nextTick(() => this.destroy(refusal(options.path ?? host)));
      return this;
    }
    options.lookup = guardedLookup(options.lookup ?? dns.lookup);
    return connect.call(this, normalized);
  };
}

/** A lookup that fails when one of the addresses it finds is not a loopback one. */
function guardedLookup(lookup) {
  return (host, options, callback) =>
    lookup(host, options, (error, found, family) => {
      if (error) return callback(error);
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      return addresses.every(isLoopback) ? callback(null, found, family) : callback(refusal(host));
    });
}

function isLoopback(address) {
  return loopback.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4');
}

function refusal(target) {
  return new Error(`monitors may call loopback addresses only, and ${target} is none (option monitorTargets)`);
}
