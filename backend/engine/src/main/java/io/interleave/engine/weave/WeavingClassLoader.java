package io.interleave.engine.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Loads the classes of one package, and of those below it, woven and afresh; all others come from
 * its parent.
 *
 * <p>It asks its parent for the bytes as resources, so it works wherever the parent finds classes:
 * folders, jars, jars in jars, modules. Thread-safe.
 */
public final class WeavingClassLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader parent;
  private final String prefix;
  private final Weaver weaver;

  /**
   * @param root the package to weave; sites name their files below it
   */
  public WeavingClassLoader(String root, ClassLoader parent) {
    super(parent);
    this.parent = parent;
    this.prefix = root + ".";
    this.weaver = new Weaver(root, parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(prefix)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in = parent.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] woven = weaver.weave(in.readAllBytes());
      return defineClass(name, woven, 0, woven.length);
    } catch (IOException e) {
      throw new UncheckedIOException("class " + name + " cannot be read", e);
    }
  }
}
