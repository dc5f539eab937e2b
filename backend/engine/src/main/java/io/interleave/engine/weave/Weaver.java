package io.interleave.engine.weave;

import io.interleave.engine.event.Site;
import io.interleave.engine.record.Sites;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rewrites classes so that they say where they are before they call anything.
 *
 * <p>Before every call it inserts {@code Sites.at(line)}. A primitive is always reached through a
 * call, so an event finds the line of the innermost woven frame that led to it. Fields, branches
 * and the creation of lambdas are left alone: nothing is recorded there. A method reference has no
 * code of its own to weave: where it leads straight to a primitive, the event keeps its thread's
 * last line. Thread-safe.
 */
public final class Weaver {

  private static final ClassDesc SITES = ClassDesc.of(Sites.class.getName());
  private static final MethodTypeDesc AT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);

  // Nothing that these classes do can lead to a primitive.
  private static final Set<String> PURE =
      Set.of(
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Double",
          "java/lang/Enum",
          "java/lang/Float",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Math",
          "java/lang/Object",
          "java/lang/Record",
          "java/lang/Short",
          "java/lang/String",
          "java/lang/StringBuilder");

  private final String prefix;
  private final ClassFile classFile;
  private final Map<Site, Integer> ids = new ConcurrentHashMap<>();

  /**
   * @param root the package below which sites name their files: a class {@code
   *     root.lostupdate.Counter} is in {@code lostupdate/Counter.java}
   * @param resources where the bytes of the classes that woven ones refer to are found
   */
  public Weaver(String root, ClassLoader resources) {
    this.prefix = root.replace('.', '/') + "/";
    ClassHierarchyResolver hierarchy =
        ClassHierarchyResolver.ofResourceParsing(resources)
            .orElse(ClassHierarchyResolver.defaultResolver())
            .cached(ConcurrentHashMap::new);
    this.classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
  }

  /** The woven form of a class; the class as it is, where it does not know its source file. */
  public byte[] weave(byte[] original) {
    ClassModel model = classFile.parse(original);
    return model
        .findAttribute(Attributes.sourceFile())
        .map(source -> weave(model, file(model, source)))
        .orElse(original);
  }

  private byte[] weave(ClassModel model, String file) {
    CodeTransform lines = CodeTransform.ofStateful(() -> new Lines(file));
    return classFile.transformClass(model, ClassTransform.transformingMethodBodies(lines));
  }

  private String file(ClassModel model, SourceFileAttribute source) {
    String name = model.thisClass().asInternalName();
    String folder = name.substring(0, name.lastIndexOf('/') + 1);
    String below = folder.startsWith(prefix) ? folder.substring(prefix.length()) : folder;
    return below + source.sourceFile().stringValue();
  }

  /** Walks one method's code, knowing the current line. */
  private final class Lines implements CodeTransform {

    private final String file;
    private int line;

    Lines(String file) {
      this.file = file;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      switch (element) {
        case LineNumber number -> line = number.line();
        case InvokeInstruction call
            when line > 0 && !PURE.contains(call.owner().asInternalName()) -> {
          Site site = new Site(file, line);
          code.loadConstant(ids.computeIfAbsent(site, Sites::register));
          code.invokestatic(SITES, "at", AT);
        }
        default -> {}
      }
      code.with(element);
    }
  }
}
