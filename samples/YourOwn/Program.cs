using GanCluster;
using GanCluster.Core.Options;
using GanCluster.Training.Networks.Layers;
using YourOwn;

// The whole program gancluster, with a spiral as data and two networks that know waves.
return GanProgram.Create(args)
    .Named("spiral", "points of a spiral of two arms, with a layer of our own")
    .Preset("ring8")
    .Data("spiral", (options, seed) => new Spiral(options.Points, seed))
    .Generator("waves", shape =>
    [
        new Dense("first", shape.Input[0], 128), new Activate("first.activation", Activation.LeakyRelu, 0.2),
        new Dense("second", 128, 128), new Activate("second.activation", Activation.LeakyRelu, 0.2),
        new Waves("waves", 128, 64),
        new Dense("out", 128, shape.Output[0]),
    ])
    .Discriminator("waves", shape =>
    [
        new Waves("waves", shape.Input[0], 64),
        new Dense("first", 128, 128), new Activate("first.activation", Activation.LeakyRelu, 0.2),
        new Dense("second", 128, 128), new Activate("second.activation", Activation.LeakyRelu, 0.2),
        shape.Judgement(features: 128),
    ])
    .Loss(LossKind.NonSaturating)
    .Set("loss.r1", 0.05).Set("loss.r1Every", 1).Set("loss.r2", 0)
    .Set("loss.packing", 1).Set("loss.instanceNoise", 0).Set("loss.instanceNoiseUntil", 0)
    .Set("generator.latent", 4).Set("generator.optimizer.learningRate", 0.0005).Set("generator.movingAverage", 0.99)
    .Train(steps: 4000)
    .Set("samples.every", 500).Set("samples.count", 800)
    .Evaluate("distance to the spiral", Spiral.Distance)
    .Evaluate("share of the first arm", Spiral.FirstArm)
    .Run();
