package io.interleave.scenario;

import io.interleave.engine.weave.WeavingClassLoader;

/**
 * The classes of scenarios as they run: woven, so that their events know their source lines. What
 * describes a scenario is read in plain classes; weaving begins with the first program that is to
 * run.
 */
final class Woven {

  private static final ClassLoader LOADER =
      new WeavingClassLoader(Catalogue.ROOT, Woven.class.getClassLoader());

  private Woven() {}

  /** The class of this name, initialised; as it is, if it is no scenario's. */
  static Class<?> twin(Class<?> type) {
    try {
      return Class.forName(type.getName(), true, LOADER);
    } catch (ClassNotFoundException e) {
      throw new LinkageError(type.getName() + " cannot be woven", e);
    }
  }
}
