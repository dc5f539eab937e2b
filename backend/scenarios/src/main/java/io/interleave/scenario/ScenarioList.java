package io.interleave.scenario;

import java.util.List;

/** The scenarios of a catalogue, in the order in which it shows them. */
@FunctionalInterface
public interface ScenarioList {
  List<Scenario> scenarios();
}
