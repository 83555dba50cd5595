'use strict';

// Standard input is a pipe from the JVM that started this. It ends when that JVM does, however it does.
process.stdin.on('error', () => process.exit(1));
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
