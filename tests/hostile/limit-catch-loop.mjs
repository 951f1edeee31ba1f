// heddle-only: code that swallows every exception is ended all the same.
// no-gc-stress: fills a heap, which would be collected all the time
import { goesOver } from './fixtures/limited.mjs';

await goesOver('const a = []; for (;;) { try { for (;;) a.push({}); } catch { } finally { a.push(1); } }');
await goesOver('const a = []; for (;;) { try { a.push(new Array(1e6).fill(0)); } catch { } }');
await goesOver('const a = []; const f = async () => { for (;;) { try { await 0; a.push(new Array(1000).fill(0)); } catch { } } }; f();');
await goesOver('process.on("uncaughtException", () => {}); const a = []; setInterval(() => { for (let i = 0; i < 1e4; i++) a.push({ i }); });');
await goesOver('const a = []; const f = () => { try { a.push(new Array(1e5).fill(0)); } finally { f(); } }; for (;;) { try { f(); } catch { } }');
await goesOver('const a = []; function* g() { for (;;) { try { yield; } finally { a.push(new Array(1e5).fill(0)); } } } for (const x of g()) a.push(x);');
