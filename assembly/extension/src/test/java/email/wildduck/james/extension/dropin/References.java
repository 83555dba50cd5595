package email.wildduck.james.extension.dropin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Finds what the classes of a jar use. */
final class References extends ClassVisitor {
  private final Set<Reference> found = new HashSet<>();
  private String user = "";

  private References() {
    super(Opcodes.ASM9);
  }

  /** What the classes below a folder of the jar use. */
  static Set<Reference> of(Path jar, String folder) throws IOException {
    References references = new References();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        if (entry.getName().startsWith(folder) && entry.getName().endsWith(".class")) {
          try (InputStream content = file.getInputStream(entry)) {
            new ClassReader(content.readAllBytes()).accept(references, ClassReader.SKIP_DEBUG);
          }
        }
      }
    }
    return references.found;
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    user = name;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String method, String type, boolean isInterface) {
        add(owner, method, type);
      }

      @Override
      public void visitFieldInsn(int opcode, String owner, String field, String type) {
        add(owner, field, type);
      }

      @Override
      public void visitInvokeDynamicInsn(
          String method, String type, Handle bootstrap, Object... arguments) {
        for (Object argument : arguments) {
          if (argument instanceof Handle handle) {
            add(handle.getOwner(), handle.getName(), handle.getDesc());
          }
        }
      }
    };
  }

  private void add(String owner, String name, String descriptor) {
    if (!owner.startsWith("[")) {
      found.add(new Reference(user, owner, name, descriptor));
    }
  }
}
