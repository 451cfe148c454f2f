package io.plimsoll.serde;

import io.plimsoll.serde.container.ArraySerializer;
import io.plimsoll.serde.record.RecordSerializer;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.value.BasicTypes;
import io.plimsoll.serde.value.EnumSerializer;
import io.plimsoll.serde.value.PrimitiveArraySerializer;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the serializer of a type, from the types that it is made of. */
final class TypeResolver {

    private final MethodHandles.@Nullable Lookup lookup;

    /** The records being resolved, to notice one that contains itself. */
    private final Set<Class<?>> open = new HashSet<>();

    /** The record components on the way to the type being resolved, for messages. */
    private final Deque<String> path = new ArrayDeque<>();

    /**
     * Creates a resolver.
     *
     * @param lookup may see the records, or null if this module can see them by itself
     */
    TypeResolver(MethodHandles.@Nullable Lookup lookup) {
        this.lookup = lookup;
    }

    TypeSerializer<?> resolve(Type type) {
        return resolve(type, Map.of());
    }

    private TypeSerializer<?> resolve(
            Type type, Map<TypeVariable<?>, TypeSerializer<?>> variables) {
        return switch (type) {
            case Class<?> plain -> resolveClass(plain);
            case ParameterizedType generic -> resolveGeneric(generic, variables);
            case GenericArrayType array ->
                    array(
                            erase(array.getGenericComponentType()),
                            resolve(array.getGenericComponentType(), variables));
            case WildcardType wildcard -> resolve(wildcard.getUpperBounds()[0], variables);
            case TypeVariable<?> variable when variables.containsKey(variable) ->
                    variables.get(variable);
            default -> throw unsupported(type);
        };
    }

    private TypeSerializer<?> resolveClass(Class<?> type) {
        TypeSerializer<?> basic = BasicTypes.of(type);
        if (basic == null) {
            basic = PrimitiveArraySerializer.of(type);
        }
        if (basic != null) {
            return basic;
        }
        if (type.isArray()) {
            return array(type.getComponentType(), resolveClass(type.getComponentType()));
        }
        if (type.isEnum()) {
            return enumOf(type);
        }
        if (type.isRecord() && type.getTypeParameters().length == 0) {
            return recordOf(type, Map.of());
        }
        throw unsupported(type);
    }

    private TypeSerializer<?> resolveGeneric(
            ParameterizedType type, Map<TypeVariable<?>, TypeSerializer<?>> variables) {
        Class<?> raw = erase(type);
        List<TypeSerializer<?>> arguments = new ArrayList<>();
        for (Type argument : type.getActualTypeArguments()) {
            arguments.add(resolve(argument, variables));
        }
        return switch (raw.getName()) {
            case "java.util.List", "java.util.Collection" ->
                    TypeSerializers.ofList(arguments.get(0));
            case "java.util.Set" -> TypeSerializers.ofSet(arguments.get(0));
            case "java.util.Map" -> TypeSerializers.ofMap(arguments.get(0), arguments.get(1));
            case "java.util.Optional" -> TypeSerializers.ofOptional(arguments.get(0));
            default -> {
                if (!raw.isRecord()) {
                    throw unsupported(type);
                }
                Map<TypeVariable<?>, TypeSerializer<?>> own = new HashMap<>();
                for (int i = 0; i < arguments.size(); i++) {
                    own.put(raw.getTypeParameters()[i], arguments.get(i));
                }
                yield recordOf(raw, own);
            }
        };
    }

    private TypeSerializer<?> recordOf(
            Class<?> type, Map<TypeVariable<?>, TypeSerializer<?>> variables) {
        if (!open.add(type)) {
            throw new IllegalArgumentException(
                    "type="
                            + type.getName()
                            + " contains itself, see "
                            + path
                            + " (expected a type without cycles)");
        }
        List<TypeSerializer<?>> components = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            path.addLast(type.getSimpleName() + "." + component.getName());
            components.add(resolve(component.getGenericType(), variables));
            path.removeLast();
        }
        open.remove(type);
        return serializer(type, components);
    }

    private <T> TypeSerializer<T> serializer(Class<T> type, List<TypeSerializer<?>> components) {
        try {
            return RecordSerializer.of(type, components, lookupFor(type));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "type="
                            + type.getName()
                            + " is not accessible (expected a public record of an exported"
                            + " package, a package that is open to io.plimsoll.serde, or a Lookup that sees it)",
                    e);
        }
    }

    private MethodHandles.Lookup lookupFor(Class<?> type) {
        // A named module reads the unnamed one, and those it does not know, only if it says so.
        TypeResolver.class.getModule().addReads(type.getModule());
        MethodHandles.Lookup caller = lookup == null ? MethodHandles.lookup() : lookup;
        try {
            return MethodHandles.privateLookupIn(type, caller);
        } catch (IllegalAccessException e) {
            return caller;
        }
    }

    private static Class<?> erase(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            case GenericArrayType array -> erase(array.getGenericComponentType()).arrayType();
            case TypeVariable<?> variable -> erase(variable.getBounds()[0]);
            case WildcardType wildcard -> erase(wildcard.getUpperBounds()[0]);
            default -> throw new IllegalArgumentException("type=" + type);
        };
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

    private IllegalArgumentException unsupported(Type type) {
        return new IllegalArgumentException(
                "type="
                        + type.getTypeName()
                        + (path.isEmpty() ? "" : " at " + path)
                        + " (expected a primitive or its box, String, BigInteger, BigDecimal, UUID, a type of"
                        + " java.time, an enum, a record, an array, or List, Set, Map, Optional of such, with"
                        + " all type arguments known: new TypeReference<...>() {})");
    }
}
