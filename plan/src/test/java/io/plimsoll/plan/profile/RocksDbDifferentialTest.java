package io.plimsoll.plan.profile;

import static java.lang.invoke.MethodType.methodType;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.ByteSize;
import java.io.File;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Flink's RocksDB backend and this divide a slot's memory alike. */
final class RocksDbDifferentialTest {

    private static final String UTILS =
            "org.apache.flink.state.rocksdb.RocksDBMemoryControllerUtils";
    private static final MethodType OF_RATIO = methodType(long.class, long.class, double.class);

    @Test
    void shouldDivideASlotsMemoryAsFlinkDoes() throws Throwable {
        try (WithoutRocksDb loader = new WithoutRocksDb()) {
            compare(loader.loadClass(UTILS));
        }
    }

    private static void compare(Class<?> utils) throws Throwable {
        MethodHandle cache = flinks(utils, "calculateActualCacheCapacity", OF_RATIO);
        MethodHandle writeBuffers = flinks(utils, "calculateWriteBufferManagerCapacity", OF_RATIO);
        MethodHandle block =
                flinks(
                        utils,
                        "calculateRocksDBDefaultArenaBlockSize",
                        methodType(long.class, long.class));
        MethodHandle limit =
                flinks(utils, "calculateRocksDBMutableLimit", methodType(long.class, long.class));
        MethodHandle works =
                flinks(
                        utils,
                        "validateArenaBlockSize",
                        methodType(boolean.class, long.class, long.class));
        Random random = new Random(1);
        int working = 0;
        for (int i = 0; i < 10_000; i++) {
            long bytes = random.nextLong(1L << (20 + random.nextInt(16)));
            double ratio = random.nextInt(1, 100) / 100.0;
            long bufferBytes = random.nextLong(1L << 28);
            RocksDbMemory ours =
                    new RocksDbMemory(new ByteSize(bytes), ratio, 0.1, new ByteSize(bufferBytes));

            long flinksBuffers = (long) writeBuffers.invoke(bytes, ratio);
            long flinksBlock = (long) block.invoke(bufferBytes);
            long flinksLimit = (long) limit.invoke(flinksBuffers);
            assertThat(ours.cache().bytes()).isEqualTo((long) cache.invoke(bytes, ratio));
            assertThat(ours.writeBuffers().bytes()).isEqualTo(flinksBuffers);
            assertThat(ours.arenaBlock().bytes()).isEqualTo(flinksBlock);
            assertThat(ours.flushedAt().bytes()).isEqualTo(flinksLimit);
            assertThat(ours.works()).isEqualTo((boolean) works.invoke(flinksBlock, flinksLimit));
            working += ours.works() ? 1 : 0;
        }
        assertThat(working).as("both happen").isBetween(100, 9_900);
    }

    private static MethodHandle flinks(Class<?> utils, String name, MethodType type)
            throws ReflectiveOperationException {
        Method method = utils.getDeclaredMethod(name, type.parameterArray());
        method.setAccessible(true);
        return MethodHandles.lookup().unreflect(method);
    }

    /** Flink's classes; RocksDB's own, which are only named in its signatures, are left empty. */
    private static final class WithoutRocksDb extends URLClassLoader {

        WithoutRocksDb() {
            super(jars(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] jars() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(path -> new File(path).toURI())
                    .map(uri -> {
                        try {
                            return uri.toURL();
                        } catch (MalformedURLException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toArray(URL[]::new);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.startsWith("org.rocksdb.")) {
                return super.findClass(name);
            }
            byte[] empty =
                    ClassFile.of()
                            .build(
                                    ClassDesc.of(name),
                                    made ->
                                            made.withFlags(
                                                    ClassFile.ACC_PUBLIC
                                                            | ClassFile.ACC_INTERFACE
                                                            | ClassFile.ACC_ABSTRACT));
            return defineClass(name, empty, 0, empty.length);
        }
    }
}
