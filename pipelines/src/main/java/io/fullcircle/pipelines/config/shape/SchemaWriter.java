package io.fullcircle.pipelines.config.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says in JSON Schema (draft 2020-12) what the reader accepts, as far as a schema can: a value that is filled in when
 * the file is read passes here as any text with <code>${</code> in it.
 */
public final class SchemaWriter implements Shape.Cases<Map<String, Object>> {
    private static final Map<String, Object> FILLED_IN = Map.of("$ref", "#/$defs/filled_in");
    private static final Map<String, Object> NESTED = Map.of("$ref", "#/$defs/nested");
    private static final Map<String, Object> NOTHING = Map.of("type", "null");

    /** The deepest nested shape met, since JSON Schema needs a name to speak of itself. */
    private Shape.Nested nested;

    private SchemaWriter() {}

    /** The schema of a file, as maps and lists in the order to be written. */
    public static Map<String, Object> schema(String title, String description, Shape.Block root) {
        var writer = new SchemaWriter();
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.put("description", description);
        schema.putAll(writer.block(root));
        var definitions = new LinkedHashMap<String, Object>();
        definitions.put(
                "filled_in",
                ordered(
                        "type", "string",
                        "pattern", "\\$\\{",
                        "description",
                                "${NAME}, ${NAME:-default} or ${file:/run/secrets/key}, filled in when the file is read"));
        if (writer.nested != null) {
            definitions.put("nested", writer.definition(writer.nested));
        }
        schema.put("$defs", definitions);
        return schema;
    }

    @Override
    public Map<String, Object> leaf(Leaf leaf) {
        var alternatives = new ArrayList<>(leaf.schema());
        if (leaf instanceof Leaf.Text text && text.role() == Leaf.Role.SQL) {
            var sql = new LinkedHashMap<>(alternatives.get(0));
            sql.put("not", Map.of("pattern", Substitution.REFERENCE.pattern()));
            return sql;
        }
        var anyText = alternatives.size() == 1 && alternatives.get(0).equals(Map.of("type", "string"));
        if (!anyText && !(leaf instanceof Leaf.Word)) {
            alternatives.add(FILLED_IN);
        }
        return alternatives.size() == 1 ? alternatives.get(0) : Map.of("anyOf", alternatives);
    }

    @Override
    public Map<String, Object> block(Shape.Block block) {
        var properties = new LinkedHashMap<String, Object>();
        block.settings().forEach(setting -> properties.put(setting.name(), setting(setting)));
        Object others = block.others().<Object>map(any -> setting(any.each())).orElse(false);
        var schema = ordered("type", "object", "properties", properties, "additionalProperties", others);
        var required = block.settings().stream()
                .filter(Setting::required)
                .map(Setting::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        block.rules().forEach(rule -> rule(rule, block, schema));
        return schema;
    }

    private Map<String, Object> setting(Setting setting) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("description", setting.description());
        if (setting.byDefault() != null) {
            schema.put("default", setting.byDefault());
        }
        var shape = setting.shape().match(this);
        if (setting.required() || setting.shape() instanceof Shape.Any) {
            schema.putAll(shape);
            return schema;
        }
        schema.putAll(orNothing(shape));
        return schema;
    }

    private static Map<String, Object> orNothing(Map<String, Object> shape) {
        var schema = new LinkedHashMap<>(shape);
        if (shape.get("anyOf") instanceof List<?> alternatives) {
            var more = new ArrayList<Object>(alternatives);
            more.add(NOTHING);
            schema.put("anyOf", more);
            return schema;
        }
        if (shape.get("type") instanceof String type) {
            schema.put("type", List.of(type, "null"));
            return schema;
        }
        return Map.of("anyOf", List.of(shape, NOTHING));
    }

    private static void rule(Rule rule, Shape.Block block, Map<String, Object> schema) {
        if (rule instanceof Rule.AtLeastOne one) {
            schema.put(
                    "anyOf", one.names().stream().map(name -> has(name, block)).toList());
        }
        if (rule instanceof Rule.ExactlyOne one) {
            schema.put(
                    "oneOf", one.names().stream().map(name -> has(name, block)).toList());
        }
        if (rule instanceof Rule.Beside beside) {
            schema.put("dependentRequired", Map.of(beside.name(), List.of(beside.other())));
        }
    }

    private static Map<String, Object> has(String name, Shape.Block block) {
        var required = ordered("required", List.of(name));
        var nullCounts = block.setting(name).orElseThrow().shape() instanceof Shape.Any;
        if (!nullCounts) {
            required.put("properties", Map.of(name, Map.of("not", NOTHING)));
        }
        return required;
    }

    @Override
    public Map<String, Object> variants(Shape.Variants variants) {
        if (variants.types().size() == 1) {
            return block(variants.block(variants.types().get(0)));
        }
        var type = setting(variants.union().settings().get(0));
        var schema = ordered(
                "type", "object",
                "properties", ordered(Shape.Variants.TYPE, type),
                "required", List.of(Shape.Variants.TYPE));
        if (!variants.types().isEmpty()) {
            schema.put(
                    "allOf",
                    variants.types().stream()
                            .map(variant -> variant(variants, variant))
                            .toList());
        }
        return schema;
    }

    private Map<String, Object> variant(Shape.Variants variants, Shape.Variant variant) {
        var block = ordered("description", variant.description());
        block.putAll(block(variant.block()));
        block.put("properties", withType(variant.name(), block.get("properties")));
        return ordered(
                "if",
                ordered(
                        "properties", Map.of(Shape.Variants.TYPE, Map.of("const", variant.name())),
                        "required", List.of(Shape.Variants.TYPE)),
                "then",
                block);
    }

    /** The type is checked beside; here it only has to be known, for nothing unknown passes. */
    private static Map<String, Object> withType(String name, Object properties) {
        var all = ordered(Shape.Variants.TYPE, Map.of("const", name));
        ((Map<?, ?>) properties).forEach((setting, schema) -> all.put((String) setting, schema));
        return all;
    }

    @Override
    public Map<String, Object> items(Shape.Items items) {
        var schema = ordered("type", "array", "items", items.item().match(this));
        if (items.unique()) {
            schema.put("uniqueItems", true);
        }
        return schema;
    }

    @Override
    public Map<String, Object> names(Shape.Names names) {
        var name = ordered("maxLength", Shape.Names.LONGEST, "not", Map.of("pattern", "\\$\\{"));
        if (names.regex() != null) {
            name.put("pattern", names.regex());
        }
        return ordered(
                "type",
                "object",
                "propertyNames",
                name,
                "additionalProperties",
                names.value().match(this));
    }

    @Override
    public Map<String, Object> either(Shape.Either either) {
        var alternatives = new ArrayList<>();
        for (var shape : either.shapes()) {
            var schema = shape.match(this);
            if (shape instanceof Leaf && schema.get("anyOf") instanceof List<?> more) {
                alternatives.addAll(more);
            } else {
                alternatives.add(schema);
            }
        }
        return ordered("anyOf", alternatives);
    }

    @Override
    public Map<String, Object> any(Shape.Any any) {
        return Map.of();
    }

    @Override
    public Map<String, Object> nested(Shape.Nested shape) {
        nested = shape;
        return ordered(
                "type",
                "object",
                "propertyNames",
                Map.of("not", Map.of("pattern", "\\$\\{")),
                "additionalProperties",
                NESTED);
    }

    /** A value in a nested block: only a block with the names of a reference is one, every other block nests. */
    private Map<String, Object> definition(Shape.Nested shape) {
        var isConstant = ordered(
                "type", "object",
                "required", List.of("value"),
                "propertyNames", Map.of("const", "value"));
        var isReference = ordered(
                "type", "object",
                "required", List.of("column"),
                "propertyNames", Map.of("enum", List.of("column", "as")));
        var nests = ordered("if", Map.of("type", "object"), "then", nested(shape));
        return ordered(
                "description",
                "a constant, {column: name}, {value: constant}, or a block of these",
                "if",
                isReference,
                "then",
                block(shape.reference()),
                "else",
                ordered("if", isConstant, "else", nests));
    }

    /** A map that keeps the order of its names, so that the schema reads the same at every writing. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
