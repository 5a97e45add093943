// The named terms of a run sum to its total.
#include <doctest/doctest.h>

#include "terms/small_pass.h"
#include "training/objective.h"

using namespace latent;

TEST_CASE("whatever terms a run has, their named values times their weights sum to the total") {
    for (const auto& entry : terms::terms()) {
        CAPTURE(entry.info.id);
        RunConfig config = term_test::small_net_config(entry.info.needs_gaussian_code);
        for (const auto& item : config.below("terms")) config.erase("terms." + item.first);
        config.set("reconstruction", std::string("mse"));
        const bool alone = entry.info.is_reconstruction;
        if (alone) config.set("reconstruction", entry.info.id);
        for (const ParamSpec& spec : entry.info.params)
            if (!alone) config.set("terms." + entry.info.id + "." + spec.id, spec.default_value);
        if (!alone) config.set("terms." + entry.info.id + ".weight", 2.5);

        const auto net = term_test::small_net(config);
        net->to(torch::kFloat32);
        models::FreshWeights fresh(1);
        training::Objective objective(config, terms::TermBlueprint{{1, 4, 5}, 3, 3, 100, fresh});
        torch::Generator noise = term_test::generator();
        terms::Pass pass;
        pass.input = torch::rand({8, 1, 4, 5}, noise);
        pass.corrupted =
            pass.input.detach().clone().requires_grad_(objective.needs_input_gradient());
        pass.labels = torch::arange(8).remainder(3);
        pass.encoding = net->encode(pass.corrupted, &noise);
        pass.output = net->decode(pass.encoding.z, pass.encoding.bypass);
        pass.net = net.get();
        pass.noise = &noise;

        training::TermValues values;
        const torch::Tensor total = objective.total(pass, values);
        double sum = 0;
        for (std::size_t i = 0; i < values.terms.size(); ++i)
            if (objective.names()[i].id.find(".opponent") == std::string::npos)
                sum += objective.names()[i].weight * double(values.terms[i]);
        CHECK(objective.names().size() >= (alone ? 1u : 2u));
        CHECK(values.total == doctest::Approx(sum));
        CHECK(total.item<double>() == doctest::Approx(sum));
        CHECK(values.finite());
    }
}
