/** Before each file: properties draw the same cases in every run, so that what passes here passes everywhere. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 20270609) });
