import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Suite } from '../../suite.js';
import { ENVIRONMENT } from './definition.js';
import { makeNpmProject } from './npm-project.js';
import { workSuite } from './work-suite.js';

// This file runs from build/bench/suites/work.
const PROJECT = fileURLToPath(new URL('../../../../', import.meta.url));
const MODULES = join(PROJECT, 'node_modules');

const SOURCES = 24;
const FUNCTIONS_EACH = 20;

/** A program in C of so many files, each with a header that all include. */
async function makeCProject(project: string): Promise<void> {
  const names = Array.from({ length: SOURCES }, (_none, at) => `part${at}`);
  const includes = names.map((name) => `#include "${name}.h"\n`).join('');
  await writeFile(
    join(project, 'all.h'),
    `#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n${includes}`,
  );
  for (const name of names) {
    const functions = Array.from({ length: FUNCTIONS_EACH }, (_none, at) => `${name}_${at}`);
    await writeFile(join(project, `${name}.h`), functions.map((one) => `int ${one}(int count);\n`).join(''));
    await writeFile(join(project, `${name}.c`), `#include "all.h"\n${functions.map(writeFunction).join('')}`);
  }
  const calls = names.map((name) => `sum += ${name}_0(count);`).join('\n');
  const main = `#include "all.h"\nint main(int count, char **words)\n{\nint sum = words[0] == NULL;\n${calls}\nreturn sum < 0;\n}\n`;
  await writeFile(join(project, 'main.c'), main);
  await writeFile(
    join(project, 'Makefile'),
    `OBJECTS := $(patsubst %.c,%.o,$(wildcard *.c))
program: $(OBJECTS)
\tcc -o $@ $^
%.o: %.c all.h
\tcc -O1 -c -o $@ $<
`,
  );
}

function writeFunction(name: string): string {
  return `int ${name}(int count)
{
	char text[64];
	int sum = 0;
	for (int i = 0; i < count; i++) {
		snprintf(text, sizeof(text), "${name} %d", i);
		sum += (int)strlen(text) ^ (i % 7 ? sum << 1 : sum >> 2);
	}
	return sum;
}
`;
}

/** Part of this project, with what it imports; the packages are where they are. */
async function makeTscProject(project: string): Promise<void> {
  for (const name of ['src', 'package.json', 'tsconfig.json'])
    await cp(join(PROJECT, name), join(project, name), { recursive: true });
  await symlink(MODULES, join(project, 'node_modules'));
  const config = { extends: './tsconfig.json', include: ['src/layers'] };
  await writeFile(join(project, 'tsconfig.part.json'), JSON.stringify(config));
}

const GIT_FILES = 1_000;
const GIT_SCRIPT = `set -e
git config user.name bench
git config user.email bench@localhost
git config gc.auto 0
git checkout -q -b side
for turn in 1 2 3 4 5 6; do
  for at in 1 2 3 4 5 6 7 8 9; do echo "line $turn" >> "d$at/f$turn"; done
  git add -A
  git commit -q -m "turn $turn"
done
git checkout -q -
echo other > other
git add other
git commit -q -m other
git merge -q -m merged side
git diff HEAD~1 > patch
git clone -q . clone
git gc -q
`;

/** A repository of a thousand files and one commit. */
async function makeGitProject(project: string): Promise<void> {
  for (let at = 0; at < GIT_FILES; at += 1) {
    const directory = join(project, `d${at % 10}`);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, `f${Math.floor(at / 10)}`), `file ${at}\n`.repeat(40));
  }
  await writeFile(join(project, 'churn.sh'), GIT_SCRIPT);
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
  const options = { cwd: project, env: ENVIRONMENT, extendEnv: false };
  await execa('git', ['init', '-q'], options);
  await execa('git', ['add', '-A'], options);
  await execa('git', [...identity, 'commit', '-q', '-m', 'first'], options);
}

export const workSuites: readonly Suite[] = [
  workSuite({
    name: 'make',
    description: `make -j2 of a C program of ${SOURCES + 1} files`,
    seconds: 35,
    prepare: makeCProject,
    command: ['make', '-s', '-j2', 'program'],
  }),
  workSuite({
    name: 'tsc',
    description: 'the TypeScript compiler over src/layers of this project and all it imports',
    seconds: 35,
    prepare: makeTscProject,
    command: ['node', join(MODULES, 'typescript/bin/tsc'), '-p', 'tsconfig.part.json'],
    binds: [MODULES],
  }),
  workSuite({
    name: 'npm',
    description: 'npm ci, offline, from a cache in the project, of 40 packages',
    seconds: 35,
    prepare: (project) => makeNpmProject(project, { modules: MODULES, count: 40 }),
    command: ['npm', 'ci', '--offline', '--cache=.cache', '--ignore-scripts', '--no-audit', '--no-fund'],
  }),
  workSuite({
    name: 'git',
    description: `git over ${GIT_FILES} files: 6 commits on a branch, a merge, a clone, gc`,
    seconds: 30,
    prepare: makeGitProject,
    command: ['sh', 'churn.sh'],
  }),
];
