"""Which stage comes before which, and which flows run in a circle."""

from funneldsl.network import Network


class Routes:
    """The order in which a day visits the stages."""

    def __init__(self, network: Network) -> None:
        self._onward: dict[int, set[int]] = {}
        for flow in network.flows:
            self._onward.setdefault(flow.source, set()).add(flow.target)
        reach = {stage: self._reach(stage) for stage in range(len(network.stages))}
        # Rule 3: a cycle consists of flows only, self-flows included.
        self.in_cycle = [flow.source in reach[flow.target] for flow in network.flows]
        # Rule 4: upstream stages first. Who has fewer stages upstream of it comes earlier.
        upstream = {s: sum(s in r for r in reach.values()) for s in reach}
        self.order = sorted(reach, key=lambda stage: (upstream[stage], stage))

    def _reach(self, stage: int) -> set[int]:
        """The stage itself and all to which flows lead from it."""
        seen, ahead = {stage}, [stage]
        while ahead:
            for target in self._onward.get(ahead.pop(), ()):
                if target not in seen:
                    seen.add(target)
                    ahead.append(target)
        return seen
