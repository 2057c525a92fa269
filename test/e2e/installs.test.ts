/** Real installations over the whole machine: what is committed is what they would have done natively. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { hasPrograms } from '../fixtures/programs.js';
import { skipUnless } from '../fixtures/requirements.js';
import { CALLERS, type Compared, Site } from './installs.js';

const PROJECT = `
mkdir src
cat > src/greet.h <<'E'
const char *greeting(void);
E
cat > src/greet.c <<'E'
#include "greet.h"
const char *greeting(void) { return "hello from " PREFIX; }
E
cat > src/main.c <<'E'
#include <stdio.h>
#include "greet.h"
int main(void) { return puts(greeting()) < 0; }
E
echo '.TH GREET 1' > src/greet.1`;

const MAKE = `${PROJECT}
cat > src/configure <<'E'
#!/bin/sh
printf 'PREFIX = %s\\n' "\${1#--prefix=}" > config.mk
E
chmod +x src/configure
{
  echo 'include config.mk'
  echo 'greet: main.o libgreet.a ; $(CC) -o $@ main.o libgreet.a'
  echo 'libgreet.a: greet.o ; $(AR) rcD $@ greet.o'
  echo '%.o: %.c ; $(CC) -DPREFIX=\\"$(PREFIX)\\" -c -o $@ $<'
  echo 'install: greet'
  printf '\\tinstall -d $(PREFIX)/bin $(PREFIX)/lib $(PREFIX)/include $(PREFIX)/share/man/man1\\n'
  printf '\\tinstall -s greet $(PREFIX)/bin/greet-1.0\\n'
  printf '\\tln -sf greet-1.0 $(PREFIX)/bin/greet\\n'
  printf '\\tln -f $(PREFIX)/bin/greet-1.0 $(PREFIX)/bin/welcome\\n'
  printf '\\tinstall -m 644 libgreet.a $(PREFIX)/lib\\n'
  printf '\\tinstall -m 644 greet.h $(PREFIX)/include\\n'
  printf '\\tgzip -9nc greet.1 > $(PREFIX)/share/man/man1/greet.1.gz\\n'
  printf '\\trm -f $(PREFIX)/bin/obsolete\\n'
} > src/Makefile
mkdir -p prefix/bin; echo old > prefix/bin/greet-1.0; echo gone > prefix/bin/obsolete; echo mine > prefix/bin/other`;

const CMAKE = `${PROJECT}
cat > src/CMakeLists.txt <<'E'
cmake_minimum_required(VERSION 3.10)
project(greet C)
add_definitions(-DPREFIX="\${CMAKE_INSTALL_PREFIX}")
add_library(lib SHARED greet.c)
set_target_properties(lib PROPERTIES OUTPUT_NAME greet VERSION 1.2.3 SOVERSION 1)
add_executable(greet main.c)
target_link_libraries(greet lib)
set_target_properties(greet PROPERTIES INSTALL_RPATH "\${CMAKE_INSTALL_PREFIX}/lib")
install(TARGETS greet lib RUNTIME DESTINATION bin LIBRARY DESTINATION lib)
install(FILES greet.h DESTINATION include)
E`;

const NPM = `
mkdir -p dep app
cat > dep/package.json <<'E'
{"name":"dep","version":"1.0.0","bin":{"dep-tool":"tool.js"},"scripts":{"install":"node build.js"}}
E
printf '#!/usr/bin/env node\\nrequire("fs").writeFileSync("by-bin", "1");\\n' > dep/tool.js
echo 'require("fs").writeFileSync("built", [process.env.CI, process.env.npm_lifecycle_event, process.cwd()].join());' > dep/build.js
export npm_config_cache=$PWD/cache npm_config_update_notifier=false
(cd dep && npm pack --silent --pack-destination ..)
cat > app/package.json <<'E'
{"name":"app","version":"1.0.0","dependencies":{"dep":"file:../dep-1.0.0.tgz"},
 "scripts":{"preinstall":"echo $npm_lifecycle_event > pre","postinstall":"dep-tool && echo $npm_package_name-$CI > post"}}
E
(cd app && npm install --silent --offline --package-lock-only --ignore-scripts --no-audit --no-fund)
mkdir -p app/node_modules/old; echo 1 > app/node_modules/old/index.js`;

describe.each(CALLERS)('installed by $name over the whole machine, then committed', (caller) => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open(caller);
  });
  afterAll(async () => {
    await site[Symbol.asyncDispose]();
  });

  const expectEqual = ({ run, changedByRun, commit, differences }: Compared): void => {
    expect(run.exitCode, run.stderr).toBe(0);
    expect(changedByRun).toEqual([]);
    expect(commit.exitCode, commit.stderr).toBe(0);
    expect(differences).toEqual([]);
  };

  skipUnless(hasPrograms('make', 'cc', 'ar', 'gzip'), 'needs make and a C compiler')(
    'configure, make and make install',
    async () => {
      const install = 'P=$PWD/prefix; cd src; ./configure --prefix=$P; make -s install';
      expectEqual(await site.compare({ prepare: MAKE, install }));
      expect(await site.native('prefix/bin/greet; prefix/bin/welcome; ls prefix/bin')).toBe(
        `${`hello from ${site.path}/prefix\n`.repeat(2)}greet\ngreet-1.0\nother\nwelcome`,
      );
    },
  );

  skipUnless(hasPrograms('cmake', 'make', 'cc'), 'needs cmake')('a project of CMake', async () => {
    const install =
      'cmake -S src -B build -DCMAKE_INSTALL_PREFIX=$PWD/prefix >/dev/null; make -s -C build install >/dev/null';
    // Its log of the configuration, with names and times of scratch directories.
    const volatile = /^build\/CMakeFiles\/(CMakeOutput\.log|CMakeError\.log|CMakeConfigureLog\.yaml)$/;
    expectEqual(await site.compare({ prepare: CMAKE, install, volatile }));
    expect(await site.native('prefix/bin/greet')).toBe(`hello from ${site.path}/prefix`);
  });

  skipUnless(hasPrograms('python3'), 'needs python3')('a virtual environment of Python', async () => {
    const install = `if python3 -c 'import ensurepip' 2>/dev/null; then python3 -m venv env; else python3 -m venv --without-pip env; fi
      env/bin/python -c 'import sys; print(sys.prefix)' > prefix-seen`;
    // Byte code holds the time of its source.
    expectEqual(await site.compare({ prepare: ':', install, volatile: /\.pyc$/ }));
    expect(await site.native('cat prefix-seen; env/bin/python -c "import sys; print(sys.prefix)"')).toBe(
      `${site.path}/env\n${site.path}/env`,
    );
  });

  skipUnless(hasPrograms('npm'), 'needs npm')('npm ci with lifecycle scripts, offline', async () => {
    const install =
      'export npm_config_cache=$PWD/cache npm_config_update_notifier=false; cd app; npm ci --silent --offline --no-audit --no-fund';
    // npm's cache and logs are named by time and by random.
    expectEqual(await site.compare({ prepare: NPM, install, volatile: /^cache(\/|$)/ }));
    expect(await site.native('cd app; cat pre post by-bin node_modules/dep/built; ls node_modules')).toBe(
      `preinstall\napp-yes\n1yes,install,${site.path}/app/node_modules/depdep`,
    );
  });
});
