'use strict';
// process.version(s), release, config, features: whose behaviour is followed, and what this binary is.

const { ObjectFreeze } = primordials;

// The Node version whose behaviour is the specification; packages decide by it.
const node = '26.10.0';

function frozen(object) {
  return ObjectFreeze(object);
}

/** process.versions: Node's entries that packages read, and ours. */
function makeVersions() {
  const own = ops.op_process_versions();
  return frozen({
    __proto__: null,
    node,
    heddle: own.heddle,
    spidermonkey: own.spidermonkey,
    // No add-ons are loaded, but tools compare these numbers.
    modules: '147',
    napi: '10',
    unicode: own.unicode ?? '17.0',
    uv: '1.52.1',
    // Parsed by packages that switch on V8 features.
    v8: '14.6.202.34-node.34',
  });
}

/** process.release */
function makeRelease() {
  const base = `https://nodejs.org/download/release/v${node}/node-v${node}`;
  return frozen({
    name: 'node',
    sourceUrl: `${base}.tar.gz`,
    headersUrl: `${base}-headers.tar.gz`,
  });
}

/** process.config: the few build variables that packages look at. */
function makeConfig() {
  const arch = ops.op_process_arch();
  return frozen({
    target_defaults: frozen({
      cflags: frozen([]),
      configurations: frozen({}),
      default_configuration: 'Release',
      defines: frozen([]),
      include_dirs: frozen([]),
      libraries: frozen([]),
    }),
    variables: frozen({
      asan: 0,
      host_arch: arch,
      napi_build_version: '10',
      node_module_version: 147,
      node_shared: false,
      target_arch: arch,
      v8_enable_i18n_support: 1,
    }),
  });
}

/** process.features https://nodejs.org/api/process.html#processfeatures */
function makeFeatures() {
  return {
    inspector: false,
    debug: false,
    uv: true,
    ipv6: true,
    // The crypto and tls modules do not exist yet.
    tls_alpn: false,
    tls_sni: false,
    tls_ocsp: false,
    tls: false,
    openssl_is_boringssl: false,
    get cached_builtins() { return true; },
    get require_module() { return true; },
    get dtls() { return false; },
    get quic() { return false; },
    get typescript() { return 'strip'; },
  };
}

module.exports = { node, makeVersions, makeRelease, makeConfig, makeFeatures };
