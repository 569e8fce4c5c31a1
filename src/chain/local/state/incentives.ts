import type { SubnetState } from "./chain-state.ts";

const SCALE = 1n << 32n;
const FULL = 65_535n;

/**
 * Incentive by uid, shares of 65535: the stake-weighted mean of the weights of those with a permit, each vector
 * normalised and without what it gives to itself or, as on the network, to a uid whose owner came after it was set. The
 * network takes a clipped, stake-weighted median (Yuma consensus) instead. Integers only, so that a replay gives the same numbers.
 */
export function incentives(subnet: SubnetState): number[] {
  const totals = subnet.neurons.map(() => 0n);
  for (const [validator, vector] of subnet.weights) {
    const neuron = subnet.neurons[validator];
    if (neuron?.validatorPermit !== true) continue;
    const isMeant = (uid: number): boolean => neuron.lastUpdate > (subnet.neurons[uid]?.registeredAt ?? 0);
    const others = vector.filter(([uid]) => uid !== validator && isMeant(uid));
    const sum = others.reduce((total, [, share]) => total + BigInt(share), 0n);
    if (sum === 0n) continue;
    for (const [uid, share] of others) {
      totals[uid] = (totals[uid] ?? 0n) + (neuron.stakeRao * BigInt(share) * SCALE) / sum;
    }
  }
  const all = totals.reduce((total, amount) => total + amount, 0n);
  return totals.map((amount) => (all === 0n ? 0 : Number((amount * FULL) / all)));
}
