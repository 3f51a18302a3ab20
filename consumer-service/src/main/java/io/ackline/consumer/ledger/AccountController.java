package io.ackline.consumer.ledger;

import java.util.Set;

import io.ackline.consumer.web.InvalidParameter;
import io.ackline.consumer.web.ProblemType;

import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the balances of accounts.
 */
@RestController
class AccountController {

	private final Accounts accounts;

	AccountController(Accounts accounts) {
		this.accounts = accounts;
	}

	/**
	 * Tells an account, whose name is all the rest of the path.
	 */
	@GetMapping("/api/v1/accounts/{*account}")
	Account account(@PathVariable String account, @RequestParam MultiValueMap<String, String> parameters) {
		InvalidParameter.requireKnown(parameters, Set.of());
		String name = account.substring(1);
		return this.accounts.find(name)
			.orElseThrow(() -> ProblemType.NOT_FOUND
				.exception("No payment of the account '%s' has been processed.".formatted(name)));
	}

}
