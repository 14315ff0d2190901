export function delayOf({ delay }: { delay: number }) {
  return delay;
}
