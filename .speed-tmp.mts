import { read } from "/work/main/compiler/frontend/read.ts";
import { readFileSync } from "node:fs";
const N=Number(process.argv[2]);
const base=["entities","sources","late"].map(f=>({file:`definitions/${f}.ts`,text:readFileSync(`/work/main/definitions/${f}.ts`,"utf8")}));
const t=readFileSync("/work/main/definitions/origin_delays.ts","utf8");
const files=[...base,...Array.from({length:N},(_,i)=>({file:`definitions/v${i}.ts`,text:t.replace("origin_delays",`v${i}_delays`)}))];
for(let k=0;k<3;k++){const s=process.cpuUsage().user;
const r=read(files);console.log(N,Math.round((process.cpuUsage().user-s)/1000)+"ms",r.value?.length,r.diagnostics.length, r.diagnostics[0]?.message);}
