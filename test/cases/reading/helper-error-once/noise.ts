export const noisy = (x: number) => x * Math.random();
