package io.plimsoll.serde.fallback;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * Java's own serialization, for classes that are named beforehand and no others. It is slow and
 * large, needs no library and no flag, and takes every {@link Serializable} class.
 *
 * <p>What damaged bytes can do is bounded: no class that was not named is looked up, objects are
 * inside each other for {@link #MAX_DEPTH} levels, an array has no more components than there are
 * bytes.
 *
 * <p>Thread rule: immutable.
 */
public final class JavaObjectCodec implements ObjectCodec {

    /** The levels of objects inside each other; each may announce an array as long as the bytes. */
    public static final int MAX_DEPTH = 32;

    private final Map<String, Class<?>> classes;

    private JavaObjectCodec(Map<String, Class<?>> classes) {
        this.classes = classes;
    }

    /**
     * Returns a codec of some classes.
     *
     * @param classes all whose objects may occur, but for String, boxed numbers and arrays; also
     *     those of the JDK, and superclasses that are {@link Serializable}
     */
    public static JavaObjectCodec allowing(Class<?>... classes) {
        Map<String, Class<?>> byName = new HashMap<>();
        for (Class<?> type : classes) {
            for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
                byName.put(at.getName(), at);
            }
        }
        for (Class<?> box :
                new Class<?>[] {
                    Boolean.class,
                    Character.class,
                    Byte.class,
                    Short.class,
                    Integer.class,
                    Long.class,
                    Float.class,
                    Double.class,
                    Number.class,
                    String.class,
                    Enum.class
                }) {
            byName.put(box.getName(), box);
        }
        return new JavaObjectCodec(Map.copyOf(byName));
    }

    @Override
    public String name() {
        return "java.io";
    }

    @Override
    public boolean accepts(Class<?> type) {
        return type.isInterface() || type == Object.class || classes.containsKey(type.getName());
    }

    @Override
    public byte[] encode(Object object) throws IOException {
        if (!classes.containsKey(object.getClass().getName()) && !object.getClass().isArray()) {
            throw notAllowed(object.getClass().getName());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(object);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object decode(byte[] bytes) throws IOException {
        try (ObjectInputStream input = new AllowedObjects(bytes)) {
            input.setObjectInputFilter(info -> check(info, bytes.length));
            Object object = input.readObject();
            if (object == null) {
                throw new InvalidClassException("null (expected an object)");
            }
            return object;
        } catch (ClassNotFoundException e) {
            throw new InvalidClassException(e.toString(), e);
        } catch (StackOverflowError e) {
            throw new InvalidClassException("objects are too deep inside each other");
        }
    }

    private ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo info, int byteCount) {
        if (info.depth() > MAX_DEPTH
                || info.references() > byteCount
                || info.arrayLength() > byteCount) {
            return ObjectInputFilter.Status.REJECTED;
        }
        Class<?> type = info.serialClass();
        return type == null || type.isArray() || classes.containsKey(type.getName())
                ? ObjectInputFilter.Status.ALLOWED
                : ObjectInputFilter.Status.REJECTED;
    }

    private static InvalidClassException notAllowed(String name) {
        return new InvalidClassException(
                name, "not named to JavaObjectCodec.allowing (expected one of those)");
    }

    /** Finds classes among those that are allowed, with the loaders that they came from. */
    private final class AllowedObjects extends ObjectInputStream {

        AllowedObjects(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description)
                throws IOException, ClassNotFoundException {
            String name = description.getName();
            Class<?> known = classes.get(name);
            if (known != null) {
                return known;
            }
            if (!name.startsWith("[")) {
                throw notAllowed(name);
            }
            int dimensions = name.lastIndexOf('[') + 1;
            Class<?> component = classes.get(componentOf(name, dimensions));
            if (component == null) {
                return super.resolveClass(description);
            }
            for (int i = 0; i < dimensions; i++) {
                component = component.arrayType();
            }
            return component;
        }

        private static String componentOf(String arrayName, int dimensions) {
            return arrayName.endsWith(";")
                    ? arrayName.substring(dimensions + 1, arrayName.length() - 1)
                    : "";
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw notAllowed("a proxy");
        }
    }
}
