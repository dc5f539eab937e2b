package io.interleave.scenario;

import java.util.List;

/** What a catalogue consists of. */
public interface ScenarioList {

  /** The scenarios in the order in which it shows them. */
  List<Scenario> scenarios();

  /** The ways through them that it suggests. */
  List<Course> courses();
}
