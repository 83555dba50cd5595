'use strict';

// Verifies a message on standard input with mailauth. Arguments: the folder with its modules, and
// the DNS as JSON (name: text). Prints a line "domain selector algorithm result" for each signature.

const { dkimVerify } = require(process.argv[2] + '/mailauth/lib/dkim/verify');
const records = JSON.parse(process.argv[3]);

const resolver = async name => {
    if (!records[name]) {
        throw Object.assign(new Error('no record ' + name), { code: 'ENOTFOUND' });
    }
    return [[records[name]]];
};

dkimVerify(process.stdin, { resolver, minBitLength: 1024 }).then(
    ({ results }) => {
        for (const { signingDomain, selector, algo, status } of results) {
            console.log([signingDomain, selector, algo, status.result, status.comment].filter(part => part).join(' '));
        }
    },
    err => {
        console.error(err);
        process.exitCode = 1;
    }
);
