package io.ackline.workbench.fault;

import io.ackline.workbench.machine.PrivateNetwork;

/**
 * A way to break the system and to mend it.
 *
 * @param name its name, words with dashes between them
 * @param need what it needs that a system may not have
 * @param script what is done
 * @param load the events that flow meanwhile
 */
record Fault(String name, Need need, Script script, Load load) {

	Fault(String name, Need need, Script script) {
		this(name, need, script, Load.USUAL);
	}

	static Fault of(String name, Script script) {
		return new Fault(name, Need.NOTHING, script);
	}

	/**
	 * Breaks the system, leaves it so for a while, and mends it.
	 */
	@FunctionalInterface
	interface Script {

		void run(Rig rig, Moments moments) throws InterruptedException;

	}

	/**
	 * What a fault needs.
	 */
	enum Need {

		/**
		 * What every system has.
		 */
		NOTHING("nothing"),

		/**
		 * A log that nobody has to rely on any more when its round is over.
		 */
		ROUND("a round of its own, not a soak"),

		/**
		 * An ensemble that goes on without one of its servers.
		 */
		THREE_ZOOKEEPERS("--zookeepers 3"),

		/**
		 * A network between the nodes that is theirs alone.
		 */
		NETWORK("Linux's network namespaces (ip, unshare and nsenter; sudo where users may not make them)"),

		/**
		 * Such a network, with packets that can be slow.
		 */
		SLOW_NETWORK("Linux's network namespaces, and /dev/net/tun"),

		/**
		 * Disks that can be full.
		 */
		MOUNTS("Linux's mount namespaces (unshare; sudo where users may not make them)"),

		/**
		 * A right to write that can be taken away.
		 */
		PERMISSIONS("setpriv, or another user than root"),

		/**
		 * Clocks that can be set.
		 */
		CLOCKS("libfaketime (apt-get install faketime)");

		private final String words;

		Need(String words) {
			this.words = words;
		}

		boolean isMet(Rig rig) {
			return switch (this) {
				case NOTHING, ROUND -> true;
				case THREE_ZOOKEEPERS -> rig.zookeepers() >= 3;
				case NETWORK -> rig.machine().network().isPresent();
				case SLOW_NETWORK -> rig.machine().network().filter(PrivateNetwork::canBeSlow).isPresent();
				case MOUNTS -> rig.machine().mounts();
				case PERMISSIONS -> rig.machine().heedsPermissions();
				case CLOCKS -> rig.machine().clocks().isPresent();
			};
		}

		String words() {
			return this.words;
		}

	}

}
