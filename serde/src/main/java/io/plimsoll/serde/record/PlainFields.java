package io.plimsoll.serde.record;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a plain object, and whether a class has such objects: those of its superclasses
 * first, of each class by name, as reflection promises no order; neither static nor transient ones.
 */
public final class PlainFields {

    private PlainFields() {}

    /**
     * Returns the fields of a class.
     *
     * @throws IllegalArgumentException if its objects cannot be made or filled; says why
     */
    public static List<Field> of(Class<?> type) {
        checkClass(type);
        Deque<Class<?>> classes = new ArrayDeque<>();
        for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
            classes.addFirst(at);
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Class<?> owner : classes) {
            Field[] own = owner.getDeclaredFields();
            Arrays.sort(own, Comparator.comparing(Field::getName));
            for (Field field : own) {
                int modifiers = field.getModifiers();
                if (Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers)) {
                    continue;
                }
                checkField(field);
                Field other = fields.put(field.getName(), field);
                if (other != null) {
                    throw refused(
                            type,
                            "has a field "
                                    + field.getName()
                                    + " of "
                                    + other.getDeclaringClass().getName()
                                    + " and one of "
                                    + owner.getName()
                                    + " (expected different names)");
                }
            }
        }
        return List.copyOf(fields.values());
    }

    private static void checkClass(Class<?> type) {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw refused(
                    type,
                    "may have objects of any class (expected a sealed type, its classes named to"
                            + " TypeSerializerFactory.union, or a fallback)");
        }
        if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
            throw refused(type, "is an inner class (expected a static one)");
        }
        if (type.isHidden() || type == Object.class) {
            throw refused(
                    type,
                    "says nothing of its objects (expected a class, classes named to"
                            + " TypeSerializerFactory.union, or a fallback)");
        }
        constructorOf(type);
    }

    private static void checkField(Field field) {
        if (Modifier.isFinal(field.getModifiers())) {
            throw refused(
                    field.getDeclaringClass(),
                    "has a final field "
                            + field.getName()
                            + " (expected a record, or a field that is not final, or is transient)");
        }
    }

    /** Returns the constructor without parameters, of whatever visibility. */
    static Constructor<?> constructorOf(Class<?> type) {
        try {
            return type.getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    reason(
                            type,
                            "has no constructor without parameters (expected one, which may be"
                                    + " private, or a record)"),
                    e);
        }
    }

    private static IllegalArgumentException refused(Class<?> type, String why) {
        return new IllegalArgumentException(reason(type, why));
    }

    private static String reason(Class<?> type, String why) {
        return "type=" + type.getName() + " " + why;
    }
}
