/** An event loop without sockets: waiting moves the virtual clock to the next timer. */
export const ASYNC_PRELUDE = String.raw`
def _async():
    import asyncio, time
    from asyncio import base_events, events

    class VirtualSelector:
        def select(self, timeout=None):
            if timeout is None:
                raise RuntimeError('deadlock: every task waits and no timer is set')
            if timeout > 0:
                time.sleep(timeout)
            return []

        def close(self):
            pass

    class VirtualEventLoop(base_events.BaseEventLoop):
        def __init__(self):
            super().__init__()
            self._selector = VirtualSelector()
            self._clock_resolution = 1e-6

        def _process_events(self, event_list):
            pass

        def _write_to_self(self):
            pass

        def close(self):
            super().close()

        def add_signal_handler(self, *args):
            raise NotImplementedError

    class VirtualEventLoopPolicy(events._BaseDefaultEventLoopPolicy):
        _loop_factory = VirtualEventLoop

    asyncio.SelectorEventLoop = VirtualEventLoop
    asyncio.EventLoop = VirtualEventLoop
    asyncio.DefaultEventLoopPolicy = VirtualEventLoopPolicy
    events._event_loop_policy = VirtualEventLoopPolicy()

_async()
del _async
`;
