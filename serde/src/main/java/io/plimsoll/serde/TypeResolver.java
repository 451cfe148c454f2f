package io.plimsoll.serde;

import io.plimsoll.serde.container.ArraySerializer;
import io.plimsoll.serde.container.CollectionKind;
import io.plimsoll.serde.container.CollectionSerializer;
import io.plimsoll.serde.container.MapKind;
import io.plimsoll.serde.container.MapSerializer;
import io.plimsoll.serde.container.OptionalSerializer;
import io.plimsoll.serde.fallback.CodecSerializer;
import io.plimsoll.serde.fallback.ObjectCodec;
import io.plimsoll.serde.record.PlainFields;
import io.plimsoll.serde.record.RecordSerializer;
import io.plimsoll.serde.record.RecursiveSerializer;
import io.plimsoll.serde.record.UnionSerializer;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.value.BasicTypes;
import io.plimsoll.serde.value.EnumSerializer;
import io.plimsoll.serde.value.PrimitiveArraySerializer;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the serializer of a type, from the types that it is made of. One for each search. */
final class TypeResolver {

    /**
     * Types inside each other; a generic type that contains ever larger ones of itself ends here.
     */
    private static final int MAX_DEPTH = 100;

    private final TypeSerializerFactory factory;

    /** The records, objects and unions being resolved, the innermost last. */
    private final List<Open> open = new ArrayList<>();

    /** The fields on the way to the type being resolved, for messages. */
    private final Deque<String> path = new ArrayDeque<>();

    /** A type being resolved, and what stands for it inside itself. */
    private record Open(ResolvedType type, List<RecursiveSerializer<?>> uses) {}

    TypeResolver(TypeSerializerFactory factory) {
        this.factory = factory;
    }

    TypeSerializer<?> resolve(ResolvedType type) {
        Class<?> raw = type.raw();
        TypeSerializer<?> known = factory.registered(raw);
        if (known == null) {
            known = BasicTypes.of(raw);
        }
        if (known == null) {
            known = PrimitiveArraySerializer.of(raw);
        }
        if (known != null) {
            return known;
        }
        if (raw.isArray()) {
            return array(raw.getComponentType(), resolve(type.arguments().getFirst()));
        }
        if (raw.isEnum()) {
            return enumOf(raw);
        }
        return type.isComplete() ? resolveGeneric(type) : refused(type, "has type parameters");
    }

    private TypeSerializer<?> resolveGeneric(ResolvedType type) {
        Class<?> raw = type.raw();
        CollectionKind collection = CollectionKind.of(raw);
        if (collection != null) {
            return new CollectionSerializer<>(collection, resolve(type.arguments().get(0)));
        }
        MapKind map = MapKind.of(raw);
        if (map != null) {
            return new MapSerializer<>(
                    map, resolve(type.arguments().get(0)), resolve(type.arguments().get(1)));
        }
        if (raw == Optional.class) {
            return new OptionalSerializer<>(resolve(type.arguments().get(0)));
        }
        if (factory.classesOf(raw) != null || raw.isSealed()) {
            return inside(type, () -> union(type));
        }
        if (raw.isRecord()) {
            return inside(type, () -> record(type));
        }
        return plainOrFallback(type);
    }

    private TypeSerializer<?> plainOrFallback(ResolvedType type) {
        try {
            List<Field> fields = PlainFields.of(type.raw());
            lookupFor(type.raw());
            return inside(type, () -> plain(type, fields));
        } catch (IllegalAccessException e) {
            return fallback(type, inaccessible(type.raw(), e));
        } catch (NotPlainException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            return fallback(type, e);
        }
    }

    private TypeSerializer<?> fallback(ResolvedType type, IllegalArgumentException why) {
        ObjectCodec codec = factory.fallback();
        if (codec != null && codec.accepts(type.raw())) {
            return new CodecSerializer<>(type.raw(), codec);
        }
        throw new NotPlainException(why.getMessage() + at(), why);
    }

    /** Resolves a type that may contain itself. */
    private TypeSerializer<?> inside(ResolvedType type, Supplier<TypeSerializer<?>> resolution) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).type.equals(type)) {
                return recursive(open.get(i), open.size() - i);
            }
        }
        if (open.size() == MAX_DEPTH) {
            throw new NotPlainException(
                    "type=" + type + " contains ever larger types" + at(), null);
        }
        Open own = new Open(type, new ArrayList<>());
        open.add(own);
        TypeSerializer<?> serializer = resolution.get();
        open.removeLast();
        own.uses.forEach(use -> set(use, serializer));
        return serializer;
    }

    private static TypeSerializer<?> recursive(Open target, int levels) {
        RecursiveSerializer<?> use = new RecursiveSerializer<>(target.type.raw(), levels);
        target.uses.add(use);
        return use;
    }

    @SuppressWarnings("unchecked") // both are of the type being resolved
    private static <T> void set(RecursiveSerializer<T> use, TypeSerializer<?> serializer) {
        use.set((TypeSerializer<T>) serializer);
    }

    private TypeSerializer<?> union(ResolvedType type) {
        List<ResolvedType> cases = new ArrayList<>();
        List<Class<?>> named = factory.classesOf(type.raw());
        if (named == null) {
            addPermitted(type, cases);
        } else {
            named.forEach(each -> cases.add(new ResolvedType(each, List.of())));
        }
        List<Class<?>> classes = new ArrayList<>();
        List<TypeSerializer<?>> serializers = new ArrayList<>();
        for (ResolvedType each : cases) {
            classes.add(each.raw());
            serializers.add(named(each.raw().getSimpleName(), () -> ofClass(each, type)));
        }
        return union(type.raw(), classes, serializers);
    }

    /**
     * A class that is the union itself has objects of its own, which must not be looked up again.
     */
    private TypeSerializer<?> ofClass(ResolvedType each, ResolvedType union) {
        return each.equals(union) ? plain(each, PlainFields.of(each.raw())) : resolve(each);
    }

    private static void addPermitted(ResolvedType type, List<ResolvedType> cases) {
        if (!Modifier.isAbstract(type.raw().getModifiers())) {
            cases.add(type);
        }
        for (Class<?> permitted : type.raw().getPermittedSubclasses()) {
            ResolvedType subtype = type.subtype(permitted);
            if (permitted.isSealed() && !permitted.isEnum()) {
                addPermitted(subtype, cases);
            } else if (cases.stream().noneMatch(subtype::equals)) {
                cases.add(subtype);
            }
        }
    }

    @SuppressWarnings("unchecked") // each is of a subclass of the type
    private static <T> TypeSerializer<T> union(
            Class<T> type, List<Class<?>> classes, List<TypeSerializer<?>> serializers) {
        return new UnionSerializer<>(
                type, classes, (List<TypeSerializer<T>>) (List<?>) serializers);
    }

    private TypeSerializer<?> record(ResolvedType type) {
        List<TypeSerializer<?>> components = new ArrayList<>();
        for (RecordComponent component : type.raw().getRecordComponents()) {
            ResolvedType each = type.member(type.raw(), component.getGenericType());
            components.add(
                    named(
                            type.raw().getSimpleName() + "." + component.getName(),
                            () -> resolve(each)));
        }
        try {
            return RecordSerializer.of(type.raw(), components, lookupOrCaller(type.raw()));
        } catch (IllegalAccessException e) {
            throw inaccessible(type.raw(), e);
        }
    }

    private TypeSerializer<?> plain(ResolvedType type, List<Field> fields) {
        List<TypeSerializer<?>> components = new ArrayList<>();
        for (Field field : fields) {
            ResolvedType each = type.member(field.getDeclaringClass(), field.getGenericType());
            components.add(
                    named(type.raw().getSimpleName() + "." + field.getName(), () -> resolve(each)));
        }
        try {
            return RecordSerializer.ofPlain(type.raw(), components, this::lookupFor);
        } catch (IllegalAccessException e) {
            throw inaccessible(type.raw(), e);
        }
    }

    private TypeSerializer<?> named(String step, Supplier<TypeSerializer<?>> resolution) {
        path.addLast(step);
        TypeSerializer<?> serializer = resolution.get();
        path.removeLast();
        return serializer;
    }

    private MethodHandles.Lookup lookupFor(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, caller(type));
    }

    private MethodHandles.Lookup lookupOrCaller(Class<?> type) {
        try {
            return lookupFor(type);
        } catch (IllegalAccessException e) {
            return caller(type);
        }
    }

    private MethodHandles.Lookup caller(Class<?> type) {
        // A named module reads the unnamed one, and those it does not know, only if it says so.
        TypeResolver.class.getModule().addReads(type.getModule());
        MethodHandles.Lookup given = factory.lookup();
        return given == null ? MethodHandles.lookup() : given;
    }

    private static NotPlainException inaccessible(Class<?> type, IllegalAccessException e) {
        return new NotPlainException(
                "type="
                        + type.getName()
                        + " is not accessible (expected "
                        + (type.isRecord() ? "a public record of an exported package, " : "")
                        + "a package that is open: opens "
                        + type.getPackageName()
                        + " to io.plimsoll.serde, or a Lookup that sees it:"
                        + " TypeSerializers.of(type, MethodHandles.lookup()))",
                e);
    }

    private static <E> TypeSerializer<?> array(
            Class<E> componentType, TypeSerializer<?> component) {
        @SuppressWarnings("unchecked") // resolved from the same type
        TypeSerializer<E> typed = (TypeSerializer<E>) component;
        return ArraySerializer.of(componentType, typed);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // isEnum() says so, a wildcard cannot
    private static TypeSerializer<?> enumOf(Class<?> type) {
        return new EnumSerializer(type);
    }

    private TypeSerializer<?> refused(ResolvedType type, String why) {
        return fallback(
                type,
                new IllegalArgumentException(
                        "type="
                                + type
                                + " "
                                + why
                                + " (expected all type arguments to be known:"
                                + " new TypeReference<...>() {})"));
    }

    private String at() {
        return path.isEmpty() ? "" : ", at " + String.join(" > ", path);
    }

    /** A type is refused; nothing else is tried for what it is part of. */
    private static final class NotPlainException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NotPlainException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
