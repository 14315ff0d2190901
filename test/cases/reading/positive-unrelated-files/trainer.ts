import { train } from "bifold/training";

let x = 0;
for (;;) x++;
export default train;
