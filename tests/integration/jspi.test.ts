/** Where Python's stack is suspended for each wait, as in a page without shared memory: what is hardest on that. */
process.env.DAPPER_TRANSPORT = 'jspi';

await import('../dap/hostile-modules.test.ts');
await import('../dap/hostile-features.test.ts');
await import('../dap/tasks.test.ts');

export {};
