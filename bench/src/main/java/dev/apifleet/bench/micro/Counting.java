package dev.apifleet.bench.micro;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Arrays;

/**
 * An agent that makes code count the bytecodes that it executes: each run of instructions without a
 * branch adds its length to {@link Executed}.
 *
 * <p>Bytecodes stand for instructions since a processor's own counters are hidden from most virtual
 * machines, and since their number is the same on each machine. A JVM that runs this must not
 * compile what is counted: compilers replace some of the JDK's methods by code of their own, which
 * counts nothing.
 */
public final class Counting {
  private static final ClassDesc EXECUTED = Executed.class.describeConstable().orElseThrow();
  private static final ClassFile FILES =
      ClassFile.of(
          ClassFile.StackMapsOption.STACK_MAPS_WHEN_REQUIRED,
          ClassFile.DebugElementsOption.DROP_DEBUG,
          ClassFile.LineNumbersOption.DROP_LINE_NUMBERS);

  private static Instrumentation jvm;

  private Counting() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    jvm = instrumentation;
  }

  /** From now on all classes count that are there. */
  static void begin() throws UnmodifiableClassException {
    jvm.addTransformer(new Transformer(), true);
    jvm.retransformClasses(
        Arrays.stream(jvm.getAllLoadedClasses())
            .filter(jvm::isModifiableClass)
            .filter(type -> counts(type.getName()))
            .toArray(Class<?>[]::new));
  }

  /** All but what does the counting itself. */
  private static boolean counts(String name) {
    return !name.startsWith("jdk.internal.classfile.")
        && !name.startsWith("java.lang.classfile.")
        && !name.equals(Executed.class.getName())
        && !name.startsWith(Counting.class.getName());
  }

  private static final class Transformer implements ClassFileTransformer {
    @Override
    public byte[] transform(
        ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] file) {
      if (type == null) {
        return null;
      }
      ClassModel parsed = FILES.parse(file);
      return FILES.transformClass(
          parsed, ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Body::new)));
    }
  }

  private static final class Body implements CodeTransform {
    private int uncounted;

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      uncounted += element instanceof Instruction ? 1 : 0;
      switch (element) {
        case LabelTarget _,
            BranchInstruction _,
            TableSwitchInstruction _,
            LookupSwitchInstruction _,
            ReturnInstruction _,
            ThrowInstruction _ ->
            count(code);
        default -> {}
      }
      code.with(element);
    }

    private void count(CodeBuilder code) {
      if (uncounted > 0) {
        code.getstatic(EXECUTED, "bytecodes", ConstantDescs.CD_long)
            .loadConstant((long) uncounted)
            .ladd()
            .putstatic(EXECUTED, "bytecodes", ConstantDescs.CD_long);
        uncounted = 0;
      }
    }
  }
}
