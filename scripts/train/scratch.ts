import { claimNames, claims } from '../../src/core/claims/index';
import { players } from '../../src/net/players';
import { writeFileSync } from 'node:fs';
export async function go(n: number, first: number) {
  const trainers = { ...players('simd'), trained: new Map<string, object>() };
  const out: any = {};
  for (const name of claimNames) {
    const b = process.cpuUsage().user; const rows = [];
    for (let s = first; s < first + n; s++) { const w = claims[name].measure(s, trainers); for (;;) { const { value, done } = await w.next(); if (done) { rows.push(value); break; } } }
    const cpu = (process.cpuUsage().user - b) / 1e6;
    console.log(name, 'cpu', cpu.toFixed(1));
    out[name] = { seeds: n, seconds: cpu, rows };
  }
  writeFileSync('src/site/claims.json', JSON.stringify({ command: 'npm run train -- claims', machine: 'trial', seconds: 1, claims: out }));
}
