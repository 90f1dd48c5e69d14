/** What a run was made on: figures of two machines, or of two loads, are not compared. */
import { availableParallelism, cpus, loadavg } from 'node:os';

export interface Machine {
  node: string;
  cores: number;
  cpu: string;
  /** Processes that wanted to run, when the run began. */
  load: number;
}

export const thisMachine = (): Machine => {
  const [load = 0] = loadavg();
  return {
    node: process.version,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? '',
    load,
  };
};

export const machineSays = ({ node, cores, cpu, load }: Machine): string =>
  `Node ${node}, ${cores} cores (${cpu}), load ${load.toFixed(1)} at the start; client, server and store share the cores.`;
