/**
 * CPython's incremental collector walks everything that it can reach from new objects, so that a chain that grows is
 * walked as a whole every 2,000 objects: quadratic. After a collection that frees next to nothing it therefore waits
 * twice as long for the next one, up to 2^18 objects, and goes back once there is garbage. A program that sets a
 * threshold itself keeps it.
 */
export const COLLECTOR_PRELUDE = String.raw`
def _collector():
    import gc

    usual, *rest = gc.get_threshold()
    most = 2**18
    current = [usual]

    def after(phase, info, get=gc.get_threshold, set=gc.set_threshold):
        if phase != 'stop' or get()[0] != current[0]:
            return
        if info['collected'] * 8 < current[0]:
            current[0] = min(most, 2 * current[0])
        else:
            current[0] = max(usual, current[0] // 2)
        set(current[0], *rest)

    gc.callbacks.append(after)

_collector()
del _collector
`;
