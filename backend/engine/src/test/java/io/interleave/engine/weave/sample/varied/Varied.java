package io.interleave.engine.weave.sample.varied;

import io.interleave.engine.weave.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A bit of everything that a compiler makes of Java. */
public final class Varied implements Supplier<String> {

  private static final List<String> GREETING = Probe.mark(List.of("hello", "there"));

  private final List<Object> seen = new ArrayList<>();

  enum Size {
    SMALL {
      @Override
      int weight() {
        return Probe.mark(1);
      }
    },
    LARGE {
      @Override
      int weight() {
        return Probe.mark(2);
      }
    };

    abstract int weight();
  }

  sealed interface Shape permits Circle, Square {}

  record Circle(double radius) implements Shape {
    Circle {
      Probe.mark();
      if (radius < 0) {
        throw new IllegalArgumentException("radius " + radius);
      }
    }
  }

  record Square(long side) implements Shape {}

  private static class Base {
    final String name;

    Base(String name) {
      this.name = Probe.mark(name);
    }
  }

  private static final class Derived extends Base {
    final int length;

    Derived(String name) {
      super(name.isEmpty() ? Probe.mark("nobody") : Probe.mark(name.trim()));
      this.length = Probe.mark(this.name).length();
    }
  }

  private final class Inner {
    int size() {
      return Probe.mark(seen.size());
    }
  }

  @Override
  public String get() {
    seen.addAll(GREETING);
    nested();
    wide();
    constructors();
    seen.add(branches(3));
    seen.add(branches(-3));
    failures();
    lambdas();
    loops();
    seen.add(new Inner().size());
    for (Size size : Size.values()) {
      seen.add(size + "=" + size.weight());
    }
    synchronized (seen) {
      Probe.mark();
    }
    return seen.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private void nested() {
    seen.add(Probe.mark("a" + Probe.mark("b" + Probe.mark("c") + 1)));
    seen.add(
        Probe.mark(new StringBuilder())
            .append(Probe.mark("x"))
            .append(Probe.mark("y"))
            .reverse()
            .toString());
  }

  private void wide() {
    long a = 1L << 40;
    double b = 0.5;
    seen.add(Probe.mark(a + 1, Probe.mark(a, b * 2, 3), (int) Probe.mark(2, 3, 4)));
    long[] longs = {a, a + Probe.mark(1), (long) Probe.mark(a, b, 1)};
    longs[Probe.mark(1)] += Probe.mark(7L);
    seen.add(longs[0] + longs[1] + longs[2]);
  }

  private void constructors() {
    seen.add(new Derived(" who ").length);
    seen.add(new Derived("").name);
    seen.add(new Circle(Probe.mark(2.0)));
    seen.add(
        new Object() {
          @Override
          public String toString() {
            return Probe.mark("anonymous");
          }
        }.toString());
  }

  private String branches(int n) {
    String sign = n > 0 ? Probe.mark("plus") : Probe.mark("minus");
    String word =
        switch (sign) {
          case "plus" -> Probe.mark("add");
          case "minus" -> {
            Probe.mark();
            yield "subtract";
          }
          default -> throw new IllegalStateException(sign);
        };
    Shape shape = n > 0 ? new Circle(n) : new Square(n);
    Object area =
        switch (shape) {
          case Circle(double radius) when radius > 100 -> Probe.mark("huge");
          case Circle circle -> Probe.mark(circle.radius() * 3);
          case Square(long side) -> Probe.mark(side * side);
        };
    return word + area;
  }

  private void failures() {
    for (int i = 0; i < 3; i++) {
      try {
        Probe.mark();
        if (i == 1) {
          throw new IllegalStateException(Probe.mark("thrown " + i));
        }
        seen.add(new Circle(-i).radius());
      } catch (IllegalStateException e) {
        seen.add(Probe.mark("caught " + e.getMessage()));
      } catch (IllegalArgumentException e) {
        seen.add(Probe.mark("refused " + e.getMessage()));
        continue;
      } finally {
        Probe.mark();
        seen.add("finally " + i);
      }
      seen.add("after " + i);
    }
    try (AutoCloseable resource = () -> Probe.mark()) {
      seen.add(resource != null);
      Probe.mark();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void lambdas() {
    int base = Probe.mark(10);
    Function<Integer, Integer> add =
        n -> {
          Probe.mark();
          return n + base;
        };
    Supplier<Supplier<String>> nested = () -> () -> Probe.mark("deep");
    seen.add(add.andThen(n -> Probe.mark(n)).apply(5));
    seen.add(nested.get().get());
    seen.add(
        IntStream.range(0, 3)
            .mapToObj(i -> Probe.mark("i" + i))
            .filter(s -> Probe.mark(s).length() > 1)
            .toList());
  }

  private void loops() {
    Map<String, Integer> counts = new TreeMap<>();
    outer:
    for (String word : List.of("a", "b", "a", "c", "stop", "never")) {
      int i = 0;
      do {
        if (word.equals("stop")) {
          break outer;
        }
        counts.merge(Probe.mark(word), 1, (x, y) -> Probe.mark(x + y));
      } while (++i < Probe.mark(2));
    }
    seen.add(counts);
  }
}
