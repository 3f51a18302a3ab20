package io.ackline.events.declaration;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * A part of the configuration in which the user declares things by names of their own,
 * {@code PREFIX.NAME.SETTING}. An environment variable has neither case nor dashes, so
 * that {@code ACKLINE_TOPICS_USEREVENTS_ACKS} does not say whether it means the topic
 * {@code user-events} or another one. Here it is led to what is declared, and one that
 * means nothing of that is a typing error.
 */
public final class Declaration {

	/**
	 * The declared topics.
	 */
	public static final Declaration TOPICS = new Declaration("ackline.topics", "topic",
			Set.of("partitions", "replicas", "min-insync-replicas", "acks", "pin-acks", "retention", "retention-bytes",
					"cleanup-policy", "max-message-size", "default-type", "unknown-types", "unclean-leader-election",
					"on-exhausted"),
			Set.of("types"), Set.of("ackline.topics-reconcile"));

	private final String prefix;

	private final String noun;

	private final SortedMap<String, String> settings = new TreeMap<>();

	private final SortedMap<String, String> lists = new TreeMap<>();

	private final SortedMap<String, String> others = new TreeMap<>();

	/**
	 * Creates a declaration.
	 * @param prefix what the properties begin with
	 * @param noun what one thing is called
	 * @param settings the settings of each that have one value
	 * @param lists the settings of each that have several
	 * @param others properties that begin like the prefix and have nothing to do with it
	 */
	public Declaration(String prefix, String noun, Set<String> settings, Set<String> lists, Set<String> others) {
		this.prefix = prefix;
		this.noun = noun;
		settings.forEach((setting) -> this.settings.put(uniform(setting), setting));
		lists.forEach((list) -> this.lists.put(uniform(list), list));
		others.forEach((other) -> this.others.put(uniform(other), other));
	}

	/**
	 * Returns the names of the settings of each thing.
	 */
	public SortedSet<String> settings() {
		SortedSet<String> all = new TreeSet<>(this.settings.values());
		all.addAll(this.lists.values());
		return all;
	}

	/**
	 * Returns the declared names, each with what its properties begin with.
	 * @param properties the properties of all files
	 * @throws InvalidDeclaration if a name is written in a way that Spring would change
	 */
	public SortedMap<String, String> names(Collection<String> properties) {
		SortedMap<String, String> names = new TreeMap<>();
		for (String property : properties) {
			String rest = property.startsWith(this.prefix) ? property.substring(this.prefix.length()) : "";
			if (rest.startsWith("[") && rest.contains("]")) {
				String name = rest.substring(1, rest.indexOf(']'));
				names.put(name, "%s[%s]".formatted(this.prefix, name));
			}
			else if (rest.startsWith(".")) {
				String name = requirePlain(rest.substring(1).split("[.\\[]", 2)[0], property);
				names.put(name, "%s.%s".formatted(this.prefix, name));
			}
		}
		return names;
	}

	private String requirePlain(String name, String property) {
		if (!name.chars().allMatch((c) -> Character.isLetterOrDigit(c) || c == '-')) {
			throw new InvalidDeclaration(
					"%s: a %s's name with other characters than letters, digits and '-' is written in brackets: \"[%s]\"."
						.formatted(property, this.noun, name));
		}
		return name;
	}

	/**
	 * Returns the property that an environment variable means, or {@code null} if it has
	 * nothing to do with this declaration.
	 * @param names the declared names, as {@link #names(Collection)} returns them
	 * @throws InvalidDeclaration if it means none of the declared names, none of their
	 * settings, or more than one
	 */
	public @Nullable String property(String variable, Map<String, String> names) {
		String uniform = uniform(variable);
		if (this.others.containsKey(uniform)) {
			return this.others.get(uniform);
		}
		if (!variable.toLowerCase(Locale.ROOT).startsWith(this.prefix.replace('.', '_') + "_")) {
			return null;
		}
		return property(variable, uniform.substring(uniform(this.prefix).length()), names);
	}

	private String property(String variable, String target, Map<String, String> names) {
		String property = null;
		boolean named = false;
		for (Map.Entry<String, String> name : names.entrySet()) {
			String uniform = uniform(name.getKey());
			if (target.startsWith(uniform)) {
				named = true;
				String setting = setting(target.substring(uniform.length()));
				if (setting != null && property != null) {
					throw new InvalidDeclaration(
							"%s means more than one of the declared %ss %s: set it in a file instead."
								.formatted(variable, this.noun, String.join(", ", names.keySet())));
				}
				property = (setting != null) ? name.getValue() + "." + setting : property;
			}
		}
		if (property == null) {
			throw new InvalidDeclaration(named
					? "%s names no setting of a %s: the settings are %s.".formatted(variable, this.noun,
							String.join(", ", settings()))
					: "%s names no declared %s: declared are %s. Correct the variable, or declare the %s in a file."
						.formatted(variable, this.noun, names.isEmpty() ? "none" : String.join(", ", names.keySet()),
								this.noun));
		}
		return property;
	}

	private @Nullable String setting(String uniform) {
		String single = this.settings.getOrDefault(uniform, this.lists.get(uniform));
		if (single != null) {
			return single;
		}
		for (Map.Entry<String, String> list : this.lists.entrySet()) {
			String index = uniform.startsWith(list.getKey()) ? uniform.substring(list.getKey().length()) : "";
			if (index.matches("\\d{1,4}")) {
				return "%s[%s]".formatted(list.getValue(), index);
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return this.prefix;
	}

	private static String uniform(String name) {
		StringBuilder uniform = new StringBuilder(name.length());
		name.chars().filter(Character::isLetterOrDigit).forEach((c) -> uniform.append((char) c));
		return uniform.toString().toLowerCase(Locale.ROOT);
	}

}
